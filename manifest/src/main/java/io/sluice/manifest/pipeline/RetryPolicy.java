package io.sluice.manifest.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often and when something is tried again.
 *
 * @param delay before the first further try
 * @param attempts how many further tries there are at most
 * @param within how long after the first failure there may be further tries, or null: as long as the run has time
 * @param when what must hold of the failure, or null
 * @param exceptWhen what must not hold, or null
 * @param jitterFrom at least so much is added to each delay
 * @param jitterTo at most so much is added to each delay
 */
public record RetryPolicy(
        Duration delay,
        Backoff backoff,
        int attempts,
        @Nullable Duration within,
        @Nullable Expression when,
        @Nullable Expression exceptWhen,
        Duration jitterFrom,
        Duration jitterTo) {

    /** How the delay grows. */
    public enum Backoff {
        CONSTANT,
        LINEAR,
        EXPONENTIAL
    }

    /** No delay is longer. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /** How long to wait before a further try, without jitter. @param attempt 1 for the first further try */
    public Duration delay(int attempt) {
        long factor =
                switch (backoff) {
                    case CONSTANT -> 1;
                    case LINEAR -> attempt;
                    case EXPONENTIAL -> 1L << Math.min(attempt - 1, 30);
                };
        // A delay is at most an hour, so that this fits.
        Duration grown = delay.multipliedBy(factor);
        return grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
    }
}
