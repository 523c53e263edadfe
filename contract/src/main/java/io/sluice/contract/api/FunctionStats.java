package io.sluice.contract.api;

/**
 * Counts and latencies of one version of a function since the runtime started.
 *
 * @param invocations how many calls an instance was asked to answer and ended, failed ones included
 * @param failures how many of them failed
 * @param coldStarts how many had an instance started for them; others may have waited for the same start
 * @param cached how many calls were answered without an instance of their own: with a result that was kept, or that an
 *     equal call got at the same time
 * @param inFlight how many are with an instance now
 * @param queued how many wait for an instance now
 * @param warmMillis latency of the calls that found an instance warm
 * @param coldMillis latency of the calls that waited for a start, begun for them or before
 * @param startMillis time from starting an instance to its ready signal
 */
public record FunctionStats(
        String function,
        String version,
        long invocations,
        long failures,
        long coldStarts,
        long cached,
        int instances,
        int inFlight,
        int queued,
        Latency warmMillis,
        Latency coldMillis,
        Latency startMillis) {

    /** Quantiles of a latency in milliseconds; all 0 where {@code count} is 0. */
    public record Latency(long count, double p50, double p90, double p99, double max) {}
}
