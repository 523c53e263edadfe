package io.sluice.predictor.trace;

import org.jspecify.annotations.Nullable;

/**
 * A function was called. Functions are opaque keys.
 *
 * @param call the call's number, unique within its trace and above 0
 * @param parent the number of the call that made this one, or 0 when it came from outside
 * @param function what was called
 * @param entry what the outermost call was: its function, or an operation of it where a trace tells these apart
 * @param caller the function that called, or null when the call came from outside
 * @param atNanos when, in nanoseconds of the recorder's monotonic clock
 */
public record CallStarted(
        long call,
        long parent,
        String function,
        String entry,
        @Nullable String caller,
        long atNanos) implements TraceEvent {}
