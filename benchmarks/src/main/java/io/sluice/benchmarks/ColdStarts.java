package io.sluice.benchmarks;

import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Calls a function whose instances end with their last call, each time when the one before is gone. */
record ColdStarts(RuntimeProcess runtime) {

    private static final String FUNCTION = "bench/cold";
    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** From each call to its answer, in milliseconds. */
    List<Double> measure(int count) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            awaitNone();
            long begun = System.nanoTime();
            runtime.call("/v1/algo/" + FUNCTION, Reference.ITEM);
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        return millis;
    }

    private void awaitNone() {
        long limit = System.nanoTime() + END_LIMIT.toNanos();
        while (!runtime.instances(FUNCTION).isEmpty()) {
            if (System.nanoTime() > limit) {
                throw new CliFailure(
                        ExitCode.INTERNAL,
                        "an instance of " + FUNCTION + " should end with its last call, and is there after "
                                + END_LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
