package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.PolicySettings;
import java.time.Duration;
import java.util.Locale;

/** How settings that are durations are read and told. */
final class Durations {

    private Durations() {}

    /** The keep-alive that is set, or the policy's own. */
    static Duration keepAlive(PolicySettings settings, Duration own) {
        Duration keepAlive = settings.keepAlive() == null ? own : settings.keepAlive();
        if (keepAlive.isNegative()) {
            throw new IllegalArgumentException("keep-alive must not be negative, was " + keepAlive);
        }
        return keepAlive;
    }

    /** The policy's name, with its duration unless that is its own. */
    static String named(String policy, Duration duration, Duration own) {
        return duration.equals(own) ? policy : policy + "(" + text(duration) + ")";
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
