package io.sluice.predictor.simulator;

/**
 * The starts of a replay.
 *
 * @param starts how many began, for calls or ahead
 * @param cpuSeconds what they computed
 * @param prestarts how many began because a plan wanted it
 * @param used how many of these a call took, ready or not yet
 * @param refused how many more were wanted and refused for want of memory
 * @param meanLeadNanos from the beginning of a prestart that was used to the call that used it
 * @param medianLeadNanos likewise
 */
public record StartResult(
        long starts,
        double cpuSeconds,
        long prestarts,
        long used,
        long refused,
        double meanLeadNanos,
        double medianLeadNanos) {

    /** How many prestarts no call took. */
    public long wasted() {
        return prestarts - used;
    }

    /** The share of prestarts that a call took; 1 when there were none. */
    public double precision() {
        return prestarts == 0 ? 1 : (double) used / prestarts;
    }
}
