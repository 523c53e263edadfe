package io.sluice.manifest.pipeline;

import java.util.function.LongSupplier;

/** Ends expressions that do too much or take too long. For one thread. */
public final class JqMeter {

    private static final int TICKS_FOR_A_LOOK = 256;

    private final LongSupplier nanos;
    private final long most;
    private final long endNanos;
    private long ticks;

    /**
     * A meter that runs from now.
     *
     * @param nanos the monotonic clock
     * @param most how many functions may be applied, and values come out of them
     * @param forNanos how long it may take
     */
    public JqMeter(LongSupplier nanos, long most, long forNanos) {
        this.nanos = nanos;
        this.most = most;
        this.endNanos = nanos.getAsLong() + forNanos;
    }

    void tick() {
        ticks++;
        if (ticks > most) {
            throw new JqFailure("does too much: at most " + most + " functions and values");
        }
        if (ticks % TICKS_FOR_A_LOOK == 0
                && (endNanos - nanos.getAsLong() < 0 || Thread.currentThread().isInterrupted())) {
            throw new JqFailure("takes too long");
        }
    }
}
