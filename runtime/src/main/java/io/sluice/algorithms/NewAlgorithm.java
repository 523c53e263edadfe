package io.sluice.algorithms;

import io.sluice.contract.FunctionName;
import org.jspecify.annotations.Nullable;

/**
 * What a new algorithm shall be.
 *
 * @param label its name for people
 * @param license null for the platform's own
 */
public record NewAlgorithm(
        FunctionName name,
        String label,
        String summary,
        String tagline,
        Language language,
        @Nullable License license,
        Permissions permissions) {}
