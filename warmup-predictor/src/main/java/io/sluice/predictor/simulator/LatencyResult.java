package io.sluice.predictor.simulator;

/**
 * What waiting for instances added to requests. The added latency of a request is how much later its outermost call ended
 * than it would have, had every call found an instance ready: what it waited for on its critical path.
 *
 * @param requests how many were measured
 * @param meanNanos mean added latency
 * @param p50Nanos half of the requests have less
 * @param cascadeFactor of the requests in which a call waited, the mean of: added latency / the longest start time of a function
 *     that a call waited for. A chain of n cold steps, each started when it is called, has n; one that is started as a
 *     whole when it is entered has 1; 0 when nothing waited. Start times are those of the profiles, so starts that
 *     slow each other down or queue make it larger, too
 * @param neverWaited how many requests no call of which waited
 * @param warmEntries how many requests found their outermost function warm
 * @param warmEntriesNeverWaited how many of these waited nowhere
 * @param innerCalls how many calls those requests made inside
 * @param innerWaits how many of these waited
 */
public record LatencyResult(
        long requests,
        double meanNanos,
        double p50Nanos,
        double p95Nanos,
        double p99Nanos,
        double cascadeFactor,
        long neverWaited,
        long warmEntries,
        long warmEntriesNeverWaited,
        long innerCalls,
        long innerWaits) {

    /** The share of requests that never waited; 1 when there were none. */
    public double neverWaitedShare() {
        return requests == 0 ? 1 : (double) neverWaited / requests;
    }

    /** The share of calls that waited among those made inside requests that found their entry warm; 0 of none. */
    public double innerWaitShare() {
        return innerCalls == 0 ? 0 : (double) innerWaits / innerCalls;
    }
}
