package io.sluice.predictor.trace;

/**
 * A call that was recorded as started ended, whatever came of it.
 *
 * @param waitedNanos how long it waited for an instance, in nanoseconds
 * @param warmth whether it found an instance
 * @param atNanos when, in nanoseconds of the recorder's monotonic clock
 */
public record CallEnded(long call, String function, long waitedNanos, Warmth warmth, long atNanos)
        implements TraceEvent {

    /** How a call found its function. */
    public enum Warmth {
        /** An instance stood ready. */
        WARM,
        /** An instance was being started already. */
        PARTIAL,
        /** An instance had to be started for it. */
        COLD
    }
}
