package io.sluice.predictor.simulator;

/**
 * The node that a trace is replayed on, and what of the replay counts.
 *
 * @param memoryBytes how much memory instances may hold together; {@link Long#MAX_VALUE} for no limit
 * @param cores how many cores starts share; 0 when starts don't compete for any
 * @param computeFraction how much of a start's time is computing, between 0 and 1; the rest is waiting, for which no core is
 *     needed
 * @param startsAtOnce how many starts may run at once; {@link Integer#MAX_VALUE} for no limit. Of those that wait their turn
 *     one that a call waits for goes first, then the one that is worth most
 * @param measureFromNanos from when on it is measured, from the start of the trace; what is before only teaches the policy
 * @param waitForBusy whether a call that finds no free instance waits for a busy one that is to be free before a new one
 *     would be ready
 * @param coldBeforeEachRequest whether requests are replayed one after the other, and all instances and plans ended after
 *     each: what a request finds is what its own calls made the policy do. Times are those of the trace, or later
 */
public record SimulatorSettings(
        long memoryBytes,
        int cores,
        double computeFraction,
        int startsAtOnce,
        long measureFromNanos,
        boolean waitForBusy,
        boolean coldBeforeEachRequest) {

    /** No limits, and all is measured. */
    public static final SimulatorSettings DEFAULT =
            new SimulatorSettings(Long.MAX_VALUE, 0, 1, Integer.MAX_VALUE, 0, false, false);

    public SimulatorSettings {
        check(memoryBytes > 0, "memory must be at least 1 byte", memoryBytes);
        check(cores >= 0, "cores must not be negative", cores);
        check(computeFraction >= 0 && computeFraction <= 1, "compute fraction must be from 0 to 1", computeFraction);
        check(startsAtOnce > 0, "starts at once must be at least 1", startsAtOnce);
        check(measureFromNanos >= 0, "what is measured must not begin before the trace", measureFromNanos);
    }

    private static void check(boolean holds, String rule, Number was) {
        if (!holds) {
            throw new IllegalArgumentException("simulator settings: " + rule + ", was " + was);
        }
    }

    /** The same with so much memory. */
    public SimulatorSettings withMemoryBytes(long bytes) {
        return new SimulatorSettings(
                bytes, cores, computeFraction, startsAtOnce, measureFromNanos, waitForBusy, coldBeforeEachRequest);
    }

    /** The same with starts that share cores. */
    public SimulatorSettings withCores(int shared, double fraction, int atOnce) {
        return new SimulatorSettings(
                memoryBytes, shared, fraction, atOnce, measureFromNanos, waitForBusy, coldBeforeEachRequest);
    }

    /** The same, measured from then on. */
    public SimulatorSettings measuredFrom(long nanos) {
        return new SimulatorSettings(
                memoryBytes, cores, computeFraction, startsAtOnce, nanos, waitForBusy, coldBeforeEachRequest);
    }

    /** The same with calls that wait for busy instances where that is sooner. */
    public SimulatorSettings waitingForBusy() {
        return new SimulatorSettings(
                memoryBytes, cores, computeFraction, startsAtOnce, measureFromNanos, true, coldBeforeEachRequest);
    }

    /** The same with everything cold before each request. */
    public SimulatorSettings coldBeforeRequests() {
        return new SimulatorSettings(
                memoryBytes, cores, computeFraction, startsAtOnce, measureFromNanos, waitForBusy, true);
    }
}
