package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How many calls of each function are in progress, and when there were last so many. A pool that takes the instance that
 * was used most recently uses its k-th instance only while k calls are in progress: so an idle time of the level k is
 * one of an instance, and to hold level k until T is to hold that instance until T. That is exact where an instance takes
 * one call at a time; with more, levels count calls and stand for more instances than there are.
 */
final class Levels {

    /** What is told of a level that has never been reached before. */
    static final long NEVER = -1;

    private final Map<String, Level> functions = new HashMap<>();

    private static final class Level {
        private int busy;
        private long[] leftAt = new long[0];
    }

    /** Notes a call, and returns for how long the level that it reaches had been idle, or {@link #NEVER}. */
    long started(CallStarted call) {
        Level level = functions.computeIfAbsent(call.function(), ignored -> new Level());
        level.busy++;
        if (level.leftAt.length < level.busy) {
            int was = level.leftAt.length;
            level.leftAt = Arrays.copyOf(level.leftAt, Math.max(2, level.busy * 2));
            Arrays.fill(level.leftAt, was, level.leftAt.length, NEVER);
        }
        long left = level.leftAt[level.busy - 1];
        return left == NEVER ? NEVER : call.atNanos() - left;
    }

    /** Notes a call's end, and returns the level that is left by it: how many calls there were, or 0 for an unknown one. */
    int ended(CallEnded call) {
        Level level = functions.get(call.function());
        if (level == null || level.busy == 0) {
            return 0;
        }
        level.leftAt[level.busy - 1] = call.atNanos();
        return level.busy--;
    }

    /** How many calls of the function are in progress. */
    int busy(String function) {
        Level level = functions.get(function);
        return level == null ? 0 : level.busy;
    }
}
