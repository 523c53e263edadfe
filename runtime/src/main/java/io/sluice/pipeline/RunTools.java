package io.sluice.pipeline;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What all runs use.
 *
 * @param nanos the monotonic clock
 * @param random for the jitter of retries
 */
record RunTools(Vertx vertx, Expressions expressions, LongSupplier nanos, RandomGenerator random) {

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
