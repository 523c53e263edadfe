package io.sluice.algorithms;

import org.jspecify.annotations.Nullable;

/** What of an algorithm shall be otherwise; null leaves it as it is. */
public record AlgorithmChange(
        @Nullable String label,
        @Nullable String summary,
        @Nullable String tagline,
        @Nullable License license,
        Permissions permissions) {}
