package io.sluice.functions;

import io.netty.channel.EventLoop;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameHandler;
import io.sluice.contract.frames.FrameListener;
import io.sluice.contract.frames.FrameSession;
import io.sluice.contract.frames.FrameTransport;
import io.sluice.contract.frames.SessionLimits;
import io.sluice.contract.payloads.PayloadClient;
import io.vertx.core.impl.ContextInternal;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * One connection of the runtime's, and the session on it: calls come in, and nested calls go back. On the event loop of
 * its context, but for what says otherwise. Times are those of {@link System#nanoTime()}.
 */
final class FrameConnection implements FrameHandler {

    private static final Logger LOG = Logger.getLogger("io.sluice");

    /** More than the runtime gives, which counts a call that it has cancelled as over at once. */
    private static final int MAX_CALLS = 10_000;

    private static final Duration HELLO = Duration.ofSeconds(5);

    private final Binding binding;
    private final ContextInternal context;
    private final FrameSession session;
    private boolean ready;
    private boolean expected;

    FrameConnection(Binding binding, ContextInternal context, FrameTransport transport, long now) {
        this.binding = binding;
        this.context = context;
        this.session = new FrameSession(
                FrameSession.Side.INSTANCE,
                // That the runtime is gone is known by other signs; nobody else could do anything about it.
                new SessionLimits(
                        binding.maxRequest(), MAX_CALLS, HELLO, Duration.ZERO, HELLO, binding.payloads() != null),
                transport,
                this,
                now);
    }

    Binding binding() {
        return binding;
    }

    EventLoop loop() {
        return context.nettyEventLoop();
    }

    /** Does it on the event loop: at once where this is it. May be called on any thread. */
    void onLoop(Runnable task) {
        if (loop().inEventLoop()) {
            task.run();
        } else {
            loop().execute(task);
        }
    }

    // What the socket tells

    void start() {
        session.start();
    }

    void receive(byte[] bytes, int from, int length, long now) {
        session.receive(bytes, from, length, now);
    }

    void tick(long now) {
        session.tick(now);
    }

    void writable() {
        session.writable();
    }

    void ended() {
        expected = true;
        session.ended();
    }

    // What this side does

    /** Whether a nested call can be made. */
    boolean takesCalls() {
        return session.takesCalls();
    }

    /** Makes a nested call; only while {@link #takesCalls}. */
    FrameCall call(FrameListener listener, ByteBuffer payload, long deadline) {
        return session.call(listener, payload, deadline, System.nanoTime());
    }

    /** Takes no more calls, and ends when those that it has are over. */
    void leave(String reason) {
        expected = true;
        if (ready) {
            session.leave(reason);
        } else {
            session.fail(reason);
        }
    }

    /** Ends it now. */
    void cut(String reason) {
        expected = true;
        session.fail(reason);
    }

    // What the session tells

    @Override
    public void ready() {
        ready = true;
    }

    @Override
    public void called(FrameCall call, Fields head, byte[] payload) {
        String reference = head.text(Field.REFERENCE);
        PayloadClient client = binding.payloads();
        FrameExchange exchange = exchange(call, head);
        if (reference == null || client == null) {
            exchange.run(payload);
        } else {
            exchange.run(new Referred(client, reference, head.text(Field.TOKEN)));
        }
    }

    @Override
    public void tooLarge(FrameCall call, Fields head) {
        exchange(call, head).tooLarge();
    }

    private FrameExchange exchange(FrameCall call, Fields head) {
        FramedCall arriving = new FramedCall(this, call, head, System.nanoTime());
        FrameExchange exchange =
                new FrameExchange(binding, context.duplicate(), arriving, call, session.takesReferences());
        call.attach(exchange);
        return exchange;
    }

    @Override
    public void cancelled(FrameCall call) {
        if (call.attachment() instanceof FrameExchange exchange) {
            exchange.left();
        }
    }

    @Override
    public void itemRoom(FrameCall call) {
        if (call.attachment() instanceof FrameExchange exchange) {
            exchange.itemRoom();
        }
    }

    @Override
    public void late(FrameCall call) {
        if (call.attachment() instanceof FrameExchange exchange) {
            exchange.late();
        }
    }

    @Override
    public void leaving(String reason) {
        LOG.debugf("the runtime takes no more calls: %s", reason);
    }

    @Override
    public void stray(String what) {
        LOG.debugf("a frame was dropped: %s", what);
    }

    @Override
    public void closed(String reason) {
        LOG.logf(
                expected ? Logger.Level.DEBUG : Logger.Level.WARN,
                "a connection of the runtime's has ended: %s",
                reason);
    }
}
