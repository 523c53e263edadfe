package io.sluice.warmup;

import java.time.Duration;

/**
 * What warmup may do.
 *
 * @param tau for how long an idle instance may be held to spare one call a cold start
 * @param memoryBytes what instances that no call uses may take up together, at most
 * @param startsPerMinute how many instances are started ahead of need in a minute, at most
 */
public record WarmupSettings(WarmupMode mode, Duration tau, long memoryBytes, int startsPerMinute) {

    public WarmupSettings {
        if (!tau.isPositive() || memoryBytes < 0 || startsPerMinute < 0) {
            throw new IllegalArgumentException(
                    "warm-up: tau must be positive, memory and starts a minute must not be negative, were " + tau + ", "
                            + memoryBytes + " bytes and " + startsPerMinute);
        }
    }
}
