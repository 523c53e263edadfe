package io.sluice.predictor.simulator;

import io.sluice.predictor.trace.FunctionProfile;

/**
 * What a replay came to for one function. Times are summed over its instances, in nanoseconds.
 *
 * @param warm how many calls found an instance ready
 * @param partial how many waited for one that was being started already, or was to be free soon
 * @param cold how many had one started for them
 * @param busyNanos while they ran calls
 * @param startingNanos while they were started and a call waited for them
 * @param aheadNanos while they were started and no call waited for them yet
 * @param idleNanos while they were ready and did nothing
 * @param lifeNanos from the beginning of their start to their end: the sum of those four, counted independently
 */
public record FunctionResult(
        String function,
        FunctionProfile profile,
        long warm,
        long partial,
        long cold,
        long busyNanos,
        long startingNanos,
        long aheadNanos,
        long idleNanos,
        long lifeNanos) {

    /** How many calls there were. */
    public long calls() {
        return warm + partial + cold;
    }

    /** The share of its calls that had an instance started for them; 0 when there were none. */
    public double coldRate() {
        return calls() == 0 ? 0 : (double) cold / calls();
    }
}
