package io.sluice.manifest.pipeline;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** Ends expressions that do too much, take too long or too much memory. For one thread, the one that makes it. */
public final class JqMeter {

    private static final int TICKS_FOR_A_LOOK = 4;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final LongSupplier nanos;
    private final long most;
    private final long endNanos;
    private final long endBytes;
    private long ticks;

    /**
     * A meter that runs from now.
     *
     * @param nanos the monotonic clock
     * @param most how many parts may be evaluated, and values come out of them
     * @param forNanos how long it may take
     * @param bytes how many bytes it may allocate, those that are free again included
     */
    public JqMeter(LongSupplier nanos, long most, long forNanos, long bytes) {
        this.nanos = nanos;
        this.most = most;
        this.endNanos = nanos.getAsLong() + forNanos;
        this.endBytes = THREADS.getCurrentThreadAllocatedBytes() + bytes;
    }

    void tick() {
        ticks++;
        if (ticks % TICKS_FOR_A_LOOK == 0) {
            look();
        }
    }

    private void look() {
        if (ticks > most) {
            throw new JqFailure("does too much: at most " + most + " parts and values");
        }
        if (endNanos - nanos.getAsLong() < 0 || Thread.currentThread().isInterrupted()) {
            throw new JqFailure("takes too long");
        }
        if (THREADS.getCurrentThreadAllocatedBytes() > endBytes) {
            throw new JqFailure("takes too much memory");
        }
    }
}
