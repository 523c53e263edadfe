package io.sluice.pipeline;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Computes what may take a while on threads of its own, and comes back to the event loop that asked. What takes longer than
 * it may is interrupted and given up, whether it hears that or not. Safe for use by many threads.
 */
final class Expressions implements AutoCloseable {

    private static final int MOST_WAITING = 10_000;

    private final Vertx vertx;
    private final Duration bound;
    private final ThreadPoolExecutor threads;

    /** @param bound how long one may take, its wait for a thread included */
    Expressions(Vertx vertx, int threads, Duration bound) {
        this.vertx = vertx;
        this.bound = bound;
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("sluice-expressions-", 0).factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** What the supplier says, on the event loop that this is subscribed on. */
    <T> Uni<T> compute(String pointer, Supplier<T> supplier) {
        return Uni.createFrom().emitter(emitter -> submit(pointer, supplier, emitter));
    }

    /** The same; here and at once where it takes but a moment. */
    <T> Uni<T> compute(String pointer, boolean moment, Supplier<T> supplier) {
        return moment ? Uni.createFrom().item(supplier) : compute(pointer, supplier);
    }

    private <T> void submit(String pointer, Supplier<T> supplier, UniEmitter<? super T> emitter) {
        Context home = vertx.getOrCreateContext();
        try {
            Future<?> running = threads.submit(() -> compute(supplier, emitter, home));
            long timer = vertx.setTimer(
                    bound.toMillis(),
                    _ -> emitter.fail(PipelineError.expression(pointer, "its expressions take too long")));
            emitter.onTermination(() -> {
                vertx.cancelTimer(timer);
                running.cancel(true);
            });
        } catch (RejectedExecutionException e) {
            emitter.fail(PipelineError.busy(pointer, "too many expressions wait to be evaluated"));
        }
    }

    private static <T> void compute(Supplier<T> supplier, UniEmitter<? super T> emitter, Context home) {
        try {
            T value = supplier.get();
            home.runOnContext(_ -> emitter.complete(value));
        } catch (RuntimeException | StackOverflowError e) {
            home.runOnContext(_ -> emitter.fail(e));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
