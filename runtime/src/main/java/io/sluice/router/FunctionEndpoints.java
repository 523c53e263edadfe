package io.sluice.router;

import io.sluice.manifest.ExecSettings;
import io.sluice.manifest.Network;
import io.sluice.manifest.RuntimeKind;
import io.sluice.pipeline.Pipelines;
import io.sluice.pool.Answer;
import io.sluice.pool.InstancePools;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.PlainServer;
import io.sluice.pool.PoolReply;
import io.sluice.pool.PoolSettings;
import io.sluice.pool.Spooling;
import io.sluice.prepare.Preparations;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.PackageStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The far end of the event bus: for each version of a function and each event loop, an address where its pool listens, so that
 * a call stays on the loop that it came on; or where it is carried out, where it is a pipeline. Methods may be called from any
 * thread and don't block, but for {@link #open}.
 */
public final class FunctionEndpoints {

    static final String DISPATCH_CODEC = "sluice.dispatch";

    /** How long an instance may take to end what it has when it is stopped. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final EventBus bus;
    private final InstancePools pools;
    private final Pipelines pipelines;
    private final PackageStore packages;
    private final Preparations preparations;
    private final EventLoops loops;
    private final Map<String, List<MessageConsumer<Dispatch>>> open = new ConcurrentHashMap<>();

    public FunctionEndpoints(
            Vertx vertx, InstancePools pools, Pipelines pipelines, PackageStore packages, Preparations preparations) {
        this.bus = vertx.eventBus();
        this.pools = pools;
        this.pipelines = pipelines;
        this.packages = packages;
        this.preparations = preparations;
        this.loops = EventLoops.of(vertx);
        bus.registerCodec(new LocalCodec<Dispatch>(DISPATCH_CODEC));
    }

    /** Opens the addresses of a version; those that are open stay as they are. Reads the file of a pipeline. */
    public void open(FunctionVersion function) {
        if (isPipeline(function)) {
            pipelines.open(
                    function.label(),
                    function.manifest().packageFile(packages.folderOf(function.packageDigest())),
                    function.settings().network() == Network.FULL);
        } else {
            pools.ensure(spec(function), settings(function));
        }
        open.computeIfAbsent(function.label(), label -> IntStream.range(0, loops.size())
                .mapToObj(loop -> listen(function, loop))
                .toList());
    }

    private MessageConsumer<Dispatch> listen(FunctionVersion function, int loop) {
        String address = FunctionAddress.of(function, loop).value();
        ContextInternal context = loops.context(loop);
        ContextInternal before = context.beginDispatch();
        try {
            return bus.localConsumer(address, message -> dispatch(function, message.body()));
        } finally {
            context.endDispatch(before);
        }
    }

    private static boolean isPipeline(FunctionVersion function) {
        return function.manifest().runtime() == RuntimeKind.PIPELINE;
    }

    /** Closes the addresses of a version and its pool: calls in flight are finished. */
    public Uni<Void> close(FunctionVersion function) {
        List<MessageConsumer<Dispatch>> consumers = open.remove(function.label());
        Uni<Void> ended = pools.close(function.label()).memoize().indefinitely();
        pipelines.close(function.label());
        // Not before: what is on its way still is told that the pool is closed, where the bus would drop it without a
        // word.
        ended.onTermination().invoke(() -> unregister(consumers)).subscribe().with(nothing -> {}, failure -> {});
        return ended;
    }

    private static void unregister(@Nullable List<MessageConsumer<Dispatch>> consumers) {
        if (consumers != null) {
            consumers.forEach(MessageConsumer::unregister);
        }
    }

    private void dispatch(FunctionVersion function, Dispatch dispatch) {
        Uni<PoolReply> reply = isPipeline(function)
                ? pipelines.run(function.label(), dispatch.call())
                : pools.invoke(function.label(), dispatch.call());
        Cancellable running = reply.subscribe().with(it -> answered(dispatch, it), dispatch::failed);
        dispatch.onGiveUp(running::cancel);
    }

    /** A result that is too large for memory goes no further as it is. */
    private static void answered(Dispatch dispatch, PoolReply reply) {
        PayloadRoom room = dispatch.call().room();
        if (reply.answer() instanceof Answer.Result result
                && room.spools(result.payload().size())) {
            var unused = Spooling.aside(result.payload(), room)
                    .map(reply::with)
                    .subscribe()
                    .with(dispatch::replied, dispatch::failed);
        } else {
            dispatch.replied(reply);
        }
    }

    /** What a driver needs to know to start an instance of it; without its secrets. */
    public InstanceSpec spec(FunctionVersion function) {
        return new InstanceSpec(
                function.name().toString(),
                function.tag(),
                function.manifest().runtime().word(),
                packages.folderOf(function.packageDigest()),
                preparations.folderOf(function.packageDigest()),
                function.entryPoint(),
                function.manifest().memoryBytes(),
                function.manifest().concurrency(),
                function.manifest().startTimeout(),
                function.manifest().environment(),
                function.manifest().javaOptions(),
                plain(function.manifest().exec()),
                function.settings().network());
    }

    private static @Nullable PlainServer plain(@Nullable ExecSettings exec) {
        return exec == null ? null : new PlainServer(exec.command(), exec.health(), exec.path());
    }

    private static PoolSettings settings(FunctionVersion function) {
        return new PoolSettings(
                function.manifest().concurrency(),
                function.manifest().maxInstances(),
                function.manifest().queue(),
                function.manifest().maxWait(),
                function.manifest().idle(),
                STOP_GRACE);
    }
}
