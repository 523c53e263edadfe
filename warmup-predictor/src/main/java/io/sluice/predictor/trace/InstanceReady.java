package io.sluice.predictor.trace;

/**
 * An instance of a function was started and is ready for calls.
 *
 * @param tookNanos how long its start took, in nanoseconds
 * @param memoryBytes what it holds of the node's memory
 * @param atNanos when it became ready, in nanoseconds of the recorder's monotonic clock
 */
public record InstanceReady(String function, long tookNanos, long memoryBytes, long atNanos) implements TraceEvent {}
