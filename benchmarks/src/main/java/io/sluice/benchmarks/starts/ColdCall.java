package io.sluice.benchmarks.starts;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * A call through the runtime of a function whose instances end with their last call, so that each call waits for a start: what
 * a caller sees of it, with everything that is between.
 *
 * @param isCold whether there is no instance; waited for before each call, two minutes at most
 * @param caller calls a path with JSON, and fails when there is no result
 */
public record ColdCall(BooleanSupplier isCold, BiConsumer<String, String> caller, String path, String input)
        implements Start {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int LOOKS = 6_000;

    @Override
    public Sample once() {
        for (int i = 0; i < LOOKS && !isCold.getAsBoolean(); i++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        long begun = System.nanoTime();
        caller.accept(path, input);
        return new Sample(System.nanoTime() - begun, 0);
    }
}
