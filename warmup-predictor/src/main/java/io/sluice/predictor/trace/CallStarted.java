package io.sluice.predictor.trace;

import org.jspecify.annotations.Nullable;

/**
 * A function was called. Functions are opaque keys.
 *
 * @param call the call's number, unique within its trace
 * @param function what was called
 * @param entry the function that the outermost call went to; the function itself for an outermost call
 * @param caller the function that called, or null when the call came from outside
 * @param atNanos when, in nanoseconds of the recorder's monotonic clock
 */
public record CallStarted(
        long call, String function, String entry, @Nullable String caller, long atNanos) implements TraceEvent {}
