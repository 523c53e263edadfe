package io.sluice.predictor.trace;

/**
 * What an instance of a function costs.
 *
 * @param startNanos how long its start takes, in nanoseconds
 * @param memoryBytes what it holds of a node's memory from the beginning of its start to its end
 * @param concurrency how many calls it takes at once
 */
public record FunctionProfile(long startNanos, long memoryBytes, int concurrency) {

    /** A start of one second, 256 MiB, one call at a time. */
    public static final FunctionProfile DEFAULT = new FunctionProfile(1_000_000_000L, 256L << 20, 1);

    public FunctionProfile {
        if (startNanos < 0 || memoryBytes <= 0 || concurrency < 1) {
            throw new IllegalArgumentException(
                    "start time must not be negative, memory and concurrency be at least 1, were " + startNanos
                            + " ns, " + memoryBytes + " and " + concurrency);
        }
    }
}
