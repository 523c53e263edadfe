package io.sluice.predictor.statistics;

import java.time.Duration;

/**
 * What is known of the calls from one function to another on behalf of one entry.
 *
 * @param calls how many there were, by weight: older ones count less
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
        Duration delayHigh) {}
