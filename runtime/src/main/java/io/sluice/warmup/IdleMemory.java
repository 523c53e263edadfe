package io.sluice.warmup;

import java.util.function.LongSupplier;

/** Adds up what instances hold that have no call: the price of having them ready. By one thread, read by any. */
final class IdleMemory {

    private static final double GIGABYTE_SECONDS = 1e18;

    private final LongSupplier idleBytes;
    private final LongSupplier clock;
    private long since;
    private volatile double gigabyteSeconds;

    /** @param idleBytes what idle instances hold now */
    IdleMemory(LongSupplier idleBytes, LongSupplier clock) {
        this.idleBytes = idleBytes;
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    /** Adds what was held since the last look. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void look() {
        long now = clock.getAsLong();
        gigabyteSeconds += idleBytes.getAsLong() * (double) Math.max(0, now - since) / GIGABYTE_SECONDS;
        since = now;
    }

    double gigabyteSeconds() {
        return gigabyteSeconds;
    }
}
