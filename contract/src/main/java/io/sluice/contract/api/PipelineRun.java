package io.sluice.contract.api;

import org.jspecify.annotations.Nullable;

/**
 * What one call of a pipeline did.
 *
 * @param call the call's id, as the header {@code sluice-invocation} has it
 * @param started when, in ISO 8601, UTC
 * @param seconds how long it took, or has taken until now
 * @param outcome {@code running}, {@code done}, {@code failed}, or {@code given up} by its caller or its deadline
 * @param tasks how many tasks it carried out, rounds of loops counted anew
 * @param leftOut how many of these are not kept
 */
public record PipelineRun(
        String call,
        String function,
        String version,
        String started,
        double seconds,
        String outcome,
        @Nullable String error,
        int tasks,
        int leftOut) {}
