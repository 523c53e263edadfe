package io.sluice.pipeline;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What all runs use.
 *
 * @param takers who takes events
 * @param nanos the monotonic clock
 * @param clock the time of day
 * @param random for the jitter of retries, and ids of events
 */
record RunTools(
        Vertx vertx,
        Expressions expressions,
        HttpClients http,
        EventTakers takers,
        LongSupplier nanos,
        InstantSource clock,
        RandomGenerator random) {

    /** Nothing, that much later, on the event loop that this is subscribed on. */
    Uni<Void> after(Duration time) {
        return Uni.createFrom().emitter(emitter -> {
            long timer = vertx.setTimer(Math.max(1, time.toMillis()), _ -> emitter.complete(null));
            emitter.onTermination(() -> vertx.cancelTimer(timer));
        });
    }

    /** The work, or a failure where it takes longer. */
    <T> Uni<T> within(Duration time, Uni<T> work, Supplier<RuntimeException> late) {
        Uni<T> alarm = after(time).chain(() -> Uni.createFrom().failure(late.get()));
        return Uni.combine().any().of(work, alarm);
    }
}
