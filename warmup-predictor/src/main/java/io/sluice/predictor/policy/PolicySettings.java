package io.sluice.predictor.policy;

import io.sluice.predictor.trace.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a policy is made with.
 *
 * @param tau for how long an idle instance may be held to spare one cold start; the exchange rate of memory and waiting
 * @param keepAlive how long a policy with a fixed keep-alive holds, or null for its paper's own
 * @param memoryBytes the memory for instances, or {@link Long#MAX_VALUE} for no limit
 * @param processors how many starts compute at once without taking longer; 0 for any number
 * @param seed of all randomness
 * @param future the trace that is going to be replayed, for bounds, which know it; null where nobody does
 */
public record PolicySettings(
        Duration tau,
        @Nullable Duration keepAlive,
        long memoryBytes,
        int processors,
        long seed,
        @Nullable Trace future) {

    /** Ten minutes an avoided cold start, no limit, no knowledge of the future. */
    public static final PolicySettings DEFAULT =
            new PolicySettings(Duration.ofMinutes(10), null, Long.MAX_VALUE, 0, 1, null);
}
