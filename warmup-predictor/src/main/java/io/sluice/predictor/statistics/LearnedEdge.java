package io.sluice.predictor.statistics;

import java.time.Duration;

/**
 * What is known of the calls from one function to another on behalf of one entry.
 *
 * @param calls how many there were, of which those before a half-life count half
 * @param probability that a call of the caller leads to one of the callee at all
 * @param width how many at once there usually are at most: the 95th percentile where there are any
 * @param delayMedian from the start of the caller to that of the callee
 * @param delayHigh the same, its 95th percentile
 */
public record LearnedEdge(
        String entry,
        String caller,
        String callee,
        double calls,
        double probability,
        int width,
        Duration delayMedian,
        Duration delayHigh) {

    private static final int MOST_WIDTH = 1024;

    static LearnedEdge of(
            Statistics.CallerKey key, String callee, CallerStatistics caller, EdgeStatistics edge, double weightOfNow) {
        double trials = caller.trials();
        return new LearnedEdge(
                key.entry(),
                key.caller(),
                callee,
                edge.calls() / weightOfNow,
                trials <= 0 ? 0 : Math.min(1, edge.hits() / trials),
                width(edge),
                millis(edge.fromCallerMillis().high(0.5, 0)),
                millis(edge.fromCallerMillis().high(0.95, 0)));
    }

    private static int width(EdgeStatistics edge) {
        int width = 1;
        double rare = 0.05 * edge.width().total();
        while (width < MOST_WIDTH && edge.width().atLeast(width + 1) > rare) {
            width++;
        }
        return width;
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (1e6 * millis));
    }
}
