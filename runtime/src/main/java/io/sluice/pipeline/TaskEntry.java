package io.sluice.pipeline;

import io.sluice.pool.NestedCalls;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one task of a run.
 *
 * @param pointer where it stands in the file
 * @param kind what it is
 * @param rounds in which rounds of the loops around it, such as {@code 3.0}
 * @param attempt which try it was, from 1 on
 * @param startNanos when it began, counted from when the run did
 * @param endNanos when it ended, counted alike; 0 while it has not
 * @param served how a call was answered, or null
 * @param input what it was given, or null where that is not kept
 * @param output what it left, or null where that is not kept
 */
public record TaskEntry(
        String pointer,
        String kind,
        String rounds,
        int attempt,
        long startNanos,
        long endNanos,
        RunState state,
        NestedCalls.@Nullable Served served,
        @Nullable String error,
        @Nullable String input,
        @Nullable String output) {

    private static final long BYTES = 160;

    TaskEntry servedBy(NestedCalls.Served by) {
        return new TaskEntry(pointer, kind, rounds, attempt, startNanos, endNanos, state, by, error, input, output);
    }

    TaskEntry ended(long nanos, RunState as, @Nullable String why, @Nullable String left) {
        return new TaskEntry(pointer, kind, rounds, attempt, startNanos, nanos, as, served, why, input, left);
    }

    /** About how many bytes it takes up. */
    long bytes() {
        return BYTES + textBytes(error) + textBytes(input) + textBytes(output);
    }

    static int textBytes(@Nullable String text) {
        return text == null ? 0 : 2 * text.length();
    }
}
