package io.sluice.contract.api;

import org.jspecify.annotations.Nullable;

/**
 * One task of a call of a pipeline.
 *
 * @param task where it stands in the pipeline's file, as a JSON pointer
 * @param kind what it is, such as {@code call} or {@code for}
 * @param rounds in which rounds of the loops around it, the outermost first, such as {@code 3.0}; empty outside of loops
 * @param attempt which try it was, from 1 on
 * @param start when it began, in seconds since the run did
 * @param seconds how long it took, or has taken until now
 * @param outcome {@code running}, {@code done}, {@code passed over}, {@code failed} or {@code given up}
 * @param function the function and version that a call got, or null
 * @param warmth how a call was answered: {@code warm}, {@code cold} or {@code kept}, or null
 * @param waited how many seconds of a call were spent waiting for an instance
 * @param input what it was given, cut off where it is long, or null where that is not kept
 * @param output what it left, cut off where it is long, or null where that is not kept
 */
public record PipelineTask(
        String task,
        String kind,
        String rounds,
        int attempt,
        double start,
        double seconds,
        String outcome,
        @Nullable String function,
        @Nullable String warmth,
        double waited,
        @Nullable String error,
        @Nullable String input,
        @Nullable String output) {}
