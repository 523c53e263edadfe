package io.sluice.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one version's pool.
 *
 * @param concurrency how many calls one instance takes at once; at least 1
 * @param maxInstances how many instances there may be, those that end included; at least 1
 * @param maxQueue how many calls may wait for an instance that others have; 0: none, calls wait for starts only
 * @param maxWait how long calls may go on waiting before others are refused; null: as {@link Admission} finds fit
 * @param idle how long an instance without calls stays where nothing else is known; 0: not at all
 * @param stopGrace how long an instance may take to end before it is forced
 */
public record PoolSettings(
        int concurrency,
        int maxInstances,
        int maxQueue,
        @Nullable Duration maxWait,
        Duration idle,
        Duration stopGrace) {

    public PoolSettings {
        requirePositive("concurrency", concurrency);
        requirePositive("max instances", maxInstances);
        if (maxQueue < 0) {
            throw new IllegalArgumentException("pool settings: max queue must not be negative, was " + maxQueue);
        }
        if (maxWait != null) {
            requireNotNegative("max wait", maxWait);
        }
        requireNotNegative("idle", idle);
        requireNotNegative("stop grace", stopGrace);
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("pool settings: " + what + " must be at least 1, was " + value);
        }
    }

    private static void requireNotNegative(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("pool settings: " + what + " must not be negative, was " + value);
        }
    }
}
