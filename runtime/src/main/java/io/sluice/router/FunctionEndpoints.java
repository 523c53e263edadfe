package io.sluice.router;

import io.sluice.pool.InstancePools;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure;
import io.sluice.pool.PoolReply;
import io.sluice.pool.PoolSettings;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.PackageStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The far end of the event bus: for each version of a function, an address where its pool listens. Methods may be called
 * from any thread and don't block.
 */
public final class FunctionEndpoints {

    static final String DISPATCH_CODEC = "sluice.dispatch";
    private static final String OUTCOME_CODEC = "sluice.outcome";
    private static final DeliveryOptions OUTCOME =
            new DeliveryOptions().setCodecName(OUTCOME_CODEC).setLocalOnly(true);

    /** How long an instance may take to end what it has when it is stopped. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final EventBus bus;
    private final InstancePools pools;
    private final PackageStore packages;
    private final Map<String, MessageConsumer<Dispatch>> open = new ConcurrentHashMap<>();

    public FunctionEndpoints(Vertx vertx, InstancePools pools, PackageStore packages) {
        this.bus = vertx.eventBus();
        this.pools = pools;
        this.packages = packages;
        bus.registerCodec(new LocalCodec<Dispatch>(DISPATCH_CODEC));
        bus.registerCodec(new LocalCodec<Dispatch.Outcome>(OUTCOME_CODEC));
    }

    /** Opens the address of a version; one that is open stays as it is. */
    public void open(FunctionVersion function) {
        pools.ensure(spec(function), settings(function));
        open.computeIfAbsent(
                function.label(),
                label -> bus.localConsumer(FunctionAddress.of(function).value(), message -> dispatch(label, message)));
    }

    /** Closes the address of a version and its pool: calls in flight are finished. */
    public Uni<Void> close(FunctionVersion function) {
        MessageConsumer<Dispatch> consumer = open.remove(function.label());
        if (consumer != null) {
            var unused = consumer.unregister();
        }
        return pools.close(function.label());
    }

    private void dispatch(String label, Message<Dispatch> message) {
        Dispatch dispatch = message.body();
        Cancellable running = pools.invoke(label, dispatch.call())
                .subscribe()
                .with(reply -> answer(message, reply), failure -> answer(message, failure));
        dispatch.onGiveUp(running::cancel);
    }

    private static void answer(Message<Dispatch> message, PoolReply reply) {
        message.reply(new Dispatch.Outcome.Replied(reply), OUTCOME);
    }

    private static void answer(Message<Dispatch> message, Throwable failure) {
        Dispatch.Outcome outcome = failure instanceof PoolFailure refused
                ? new Dispatch.Outcome.Refused(refused)
                : new Dispatch.Outcome.Broken(failure);
        message.reply(outcome, OUTCOME);
    }

    private InstanceSpec spec(FunctionVersion function) {
        return new InstanceSpec(
                function.name().toString(),
                function.version().toString(),
                function.manifest().runtime().word(),
                packages.folderOf(function.packageDigest()),
                function.entryPoint(),
                function.manifest().memoryBytes(),
                function.manifest().concurrency(),
                function.manifest().startTimeout(),
                function.manifest().environment());
    }

    private static PoolSettings settings(FunctionVersion function) {
        return new PoolSettings(
                function.manifest().concurrency(),
                function.manifest().maxInstances(),
                Math.max(1, function.manifest().queue()),
                function.manifest().maxWait(),
                function.manifest().idle(),
                STOP_GRACE);
    }
}
