package io.sluice.contract.api;

/**
 * What was learned of calls from one function to another on behalf of an entry. A chain stands for itself: its key is those
 * of its steps with bars between them.
 *
 * @param entry what the outermost call went to, a function or a chain
 * @param calls how many there were; older ones count less
 * @param probability that a call of the caller leads to one of the callee at all, from 0 to 1
 * @param width how many at once there usually are at most
 * @param delayMillis from the start of the caller to that of the callee, the median
 * @param delayHighMillis the same, its 95th percentile
 */
public record CallEdge(
        String entry,
        String caller,
        String callee,
        double calls,
        double probability,
        int width,
        double delayMillis,
        double delayHighMillis) {}
