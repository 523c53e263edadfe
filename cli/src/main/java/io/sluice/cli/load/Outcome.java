package io.sluice.cli.load;

import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * What came of one load on one target. All times are nanoseconds.
 *
 * @param nanos how long calls were sent
 * @param within how many expected answers came in that time
 * @param accepted how long calls took that were answered as expected, from when they were due
 * @param refused how long it took to refuse calls, from when they were due
 * @param late how long after they were due calls were sent: what the generator itself, or too few connections, cost
 * @param unexpected how many other calls there were, by status or by what else happened
 * @param generatorNanos processor time that the generator took
 */
public record Outcome(
        long nanos,
        long within,
        Histogram accepted,
        Histogram refused,
        Histogram late,
        Map<String, Long> unexpected,
        long generatorNanos) {

    /** The statuses that refuse a call for now. */
    static final Set<Integer> REFUSALS = Set.of(429, 503);

    private static final double NANOS = 1e9;

    /** How many calls were answered as expected. */
    public long calls() {
        return accepted.getTotalCount();
    }

    /** How many calls were refused for now, with 429 or 503. */
    public long refusals() {
        return refused.getTotalCount();
    }

    /** How many calls were not answered as expected, those that were refused among them. */
    public long errors() {
        return unexpected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All calls. */
    public long all() {
        return calls() + errors();
    }

    /** Expected answers a second: throughput of a closed loop, goodput of an open one. */
    public double perSecond() {
        return within * NANOS / nanos;
    }
}
