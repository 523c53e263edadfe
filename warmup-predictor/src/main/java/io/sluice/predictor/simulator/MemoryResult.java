package io.sluice.predictor.simulator;

/**
 * The memory of a replay. Seconds are summed over instances; a GB is 2^30 bytes.
 *
 * @param idleSeconds for how long instances were ready and did nothing
 * @param idleGbSeconds the same, by their memory
 * @param aheadGbSeconds while they were started and no call waited for them yet
 * @param startingGbSeconds while they were started and a call waited for them
 * @param busyGbSeconds while they ran calls
 * @param lifeGbSeconds from the beginning of their start to their end, counted independently: the sum of those four
 * @param peakBytes the most that was held at once, measured or not
 * @param overshoots how many starts for calls exceeded the capacity
 */
public record MemoryResult(
        double idleSeconds,
        double idleGbSeconds,
        double aheadGbSeconds,
        double startingGbSeconds,
        double busyGbSeconds,
        double lifeGbSeconds,
        long peakBytes,
        long overshoots) {

    /** What was held for nothing: idle, or being started ahead of need. */
    public double wastedGbSeconds() {
        return idleGbSeconds + aheadGbSeconds;
    }
}
