package io.sluice.functions.ingest;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What is left of the bytes and the time of one call. For any thread. */
final class Budget {

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final long deadline;
    private final AtomicLong taken = new AtomicLong();

    Budget(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.deadline = nanoTime.getAsLong() + limits.time().toNanos();
    }

    /** @throws io.sluice.functions.AlgorithmException an {@code InputError} when that is more than may be taken */
    void take(int bytes) {
        if (taken.addAndGet(bytes) > limits.bytes()) {
            throw InputErrors.of("input must have at most %d bytes (INGEST_MAX_BYTES), has more", limits.bytes());
        }
    }

    /** At least 1 ms. */
    Duration timeLeft() {
        long left = deadline - nanoTime.getAsLong();
        if (left < 1_000_000) {
            throw InputErrors.of(
                    "input must be there within %d s (INGEST_TIMEOUT_SECONDS), was not",
                    limits.time().toSeconds());
        }
        return Duration.ofNanos(left);
    }
}
