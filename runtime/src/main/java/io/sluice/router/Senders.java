package io.sluice.router;

import io.sluice.registry.FunctionVersion;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageProducer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The near end of the event bus: what sends to the addresses of versions, made once for each. Safe for use by many threads. */
final class Senders {

    /** Those of removed versions are among them; they are little more than an address. */
    private static final int MOST_KEPT = 10_000;

    private static final DeliveryOptions OPTIONS =
            new DeliveryOptions().setCodecName(FunctionEndpoints.DISPATCH_CODEC).setLocalOnly(true);

    private final EventBus bus;
    private final EventLoops loops;
    private final Map<String, List<MessageProducer<Dispatch>>> byLabel = new ConcurrentHashMap<>();

    Senders(EventBus bus, EventLoops loops) {
        this.bus = bus;
        this.loops = loops;
    }

    /** What sends to the version on the event loop that this is called on. */
    MessageProducer<Dispatch> to(FunctionVersion function) {
        List<MessageProducer<Dispatch>> senders = byLabel.get(function.label());
        return (senders == null ? make(function) : senders).get(loops.current());
    }

    private List<MessageProducer<Dispatch>> make(FunctionVersion function) {
        if (byLabel.size() >= MOST_KEPT) {
            byLabel.clear();
        }
        return byLabel.computeIfAbsent(function.label(), label -> IntStream.range(0, loops.size())
                .mapToObj(loop ->
                        bus.<Dispatch>sender(FunctionAddress.of(function, loop).value(), OPTIONS))
                .toList());
    }
}
