package io.sluice.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the rules know of one pool; a value, never changed. Times are in nanoseconds of the pool's clock.
 *
 * @param ids what the ids of its instances begin with
 * @param started how many instances it has begun to start, for the next id
 * @param instances in the order of their start; few, so that copying the list is cheap
 * @param waiting the calls that wait, and who holds the leases
 * @param pace how long a lease is held
 * @param warmTarget how many instances to keep until {@code warmUntil}
 * @param failures starts that failed and instances that crashed since a call last went well
 * @param retryAt before this nothing is started
 * @param lastFailure why an instance last failed, or null when none did since one became ready
 */
record PoolState(
        PoolSettings settings,
        String ids,
        long started,
        List<InstanceState> instances,
        WaitQueue waiting,
        Pace pace,
        int warmTarget,
        long warmUntil,
        int failures,
        long retryAt,
        @Nullable String lastFailure,
        boolean closed) {

    static PoolState empty(PoolSettings settings, String ids) {
        return new PoolState(
                settings,
                ids,
                0,
                List.of(),
                WaitQueue.EMPTY,
                Pace.UNKNOWN,
                0,
                Long.MIN_VALUE,
                0,
                Long.MIN_VALUE,
                null,
                false);
    }

    /** Whether it is closed and nothing of it is left. */
    boolean ended() {
        return closed && instances.isEmpty();
    }
}
