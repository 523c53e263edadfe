package io.sluice.predictor.trace;

/**
 * A call in progress is about to make others.
 *
 * @param call the call's number
 * @param function what it is about to call
 * @param atOnce how many times at once, at least 1
 * @param atNanos when it is known, in nanoseconds of the recorder's monotonic clock
 */
public record CallsExpected(long call, String function, int atOnce, long atNanos) implements TraceEvent {}
