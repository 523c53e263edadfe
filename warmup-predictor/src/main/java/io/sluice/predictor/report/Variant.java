package io.sluice.predictor.report;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.catalog.PolicyCatalog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A policy with settings.
 *
 * @param parameter what was varied, or null when it is the policy's own
 * @param name what the policy calls itself with these settings
 * @param shown whether it is a row of the report, and not only the reference of others
 */
record Variant(
        PolicyCatalog.Entry policy,
        @Nullable Duration parameter,
        PolicySettings settings,
        String name,
        boolean shown) {}
