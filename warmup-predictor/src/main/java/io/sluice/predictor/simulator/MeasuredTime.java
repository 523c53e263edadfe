package io.sluice.predictor.simulator;

/** The part of a replay that is measured. */
record MeasuredTime(long fromNanos, long untilNanos) {

    /** The time, or the nearest that is measured. */
    long clip(long nanos) {
        return Math.clamp(nanos, fromNanos, untilNanos);
    }
}
