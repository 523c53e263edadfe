package io.sluice.pool;

import java.time.Duration;

/**
 * Decides when instances of one version start and stop and which one takes the next call. Pure: no clock, no threads,
 * nothing remembered.
 *
 * <ul>
 *   <li>A caller's calls are served first come first served; among callers, those first who hold the fewest leases
 *       ({@link WaitQueue}). Which calls may wait at all is for {@link Admission} to say.
 *   <li>Among the instances with capacity left, the fullest takes the next call, and of those equally full the one used
 *       last: the others fall idle and can be given back. An author's concurrency says how many calls an instance takes
 *       without becoming slow, so packing does not cost latency.
 *   <li>An instance is started while more calls wait than those that are starting will take. Starts that have not begun are
 *       given up when so many do not wait any more: busy instances were sooner.
 *   <li>After a failed start, or a second crash without a good call between, nothing is started for a while that doubles
 *       each time. Calls that nothing is left to serve are rejected with the reason rather than left waiting.
 *   <li>A call whose deadline is over is never granted a lease; nor, while others wait, one that has less time left than
 *       calls take.
 * </ul>
 */
final class PoolRules {

    /** How long nothing is started after a first failure, and at most. */
    static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);

    static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    private PoolRules() {}

    /** What follows when this happens to such a pool at this time, in nanoseconds of the pool's clock. */
    static Decision decide(PoolState state, PoolEvent event, long now) {
        Draft draft = new Draft(state, now);
        // First, so that a call that was given up is not answered as well.
        if (event instanceof PoolEvent.RequestCancelled cancelled) {
            draft.cancel(cancelled.request());
        }
        draft.expire();
        switch (event) {
            case PoolEvent.LeaseRequested it -> draft.request(it);
            case PoolEvent.LeaseReturned it -> draft.giveBack(it);
            case PoolEvent.RoomGranted it -> draft.roomGranted(it.instance());
            case PoolEvent.StartBegun it -> draft.begun(it.instance());
            case PoolEvent.RoomRefused it -> draft.startFailed(it.instance(), it.reason());
            case PoolEvent.RoomReclaimed it -> draft.reclaim(it.instance());
            case PoolEvent.RoomWithdrawn it -> draft.end(it.instance());
            case PoolEvent.InstanceReady it -> draft.ready(it);
            case PoolEvent.StartFailed it -> draft.startFailed(it.instance(), it.reason());
            case PoolEvent.InstanceExited it -> draft.exited(it.instance(), it.reason());
            case PoolEvent.WarmRequested it -> draft.warm(it.count(), it.until());
            case PoolEvent.Released _ -> draft.release();
            case PoolEvent.Closed _ -> draft.close();
            case PoolEvent.RequestCancelled _, PoolEvent.Tick _ -> {}
        }
        draft.settle();
        return draft.decision();
    }

    /** Adds a duration to a time without running over. */
    static long plus(long time, long duration) {
        long sum = time + duration;
        return duration > 0 && sum < time ? Long.MAX_VALUE : sum;
    }

    /** How long to wait after so many failures, in nanoseconds. */
    static long backOff(int failures) {
        if (failures < 1) {
            return 0;
        }
        return Math.min(LONGEST_BACK_OFF.toNanos(), FIRST_BACK_OFF.toNanos() << Math.min(failures - 1, 16));
    }
}
