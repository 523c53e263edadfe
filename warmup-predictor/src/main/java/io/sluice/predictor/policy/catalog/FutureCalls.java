package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TracedCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When each function is going to be called, if no call waits. Every call reaches a level, see {@link Levels}: the one that is left
 * when it or another that is as late ends. Calls inside others come later than this says when something before them is cold,
 * so bounds that are replayed are exact for requests without calls inside, and close to exact for others.
 *
 * @param startNanos when calls begin, in order
 * @param level which level each of them reaches
 * @param idleNanos how long that level was idle before, or {@link Levels#NEVER}
 */
record FutureCalls(long[] startNanos, int[] level, long[] idleNanos) {

    /** What comes in the trace that settings know, by function. */
    static Map<String, FutureCalls> of(String policy, PolicySettings settings) {
        Trace future = settings.future();
        if (future == null) {
            throw new IllegalArgumentException(
                    "policy '" + policy
                            + "' is a bound that knows the future: it needs the trace that is replayed in its settings, was null");
        }
        Map<String, List<long[]>> spans = new HashMap<>();
        for (Trace.Request request : future.requests()) {
            addSpans(request.call(), spans);
        }
        Map<String, FutureCalls> calls = new HashMap<>();
        spans.forEach((function, its) -> calls.put(function, ofSpans(its)));
        return calls;
    }

    private record Placed(TracedCall call, long startNanos) {}

    private static void addSpans(TracedCall root, Map<String, List<long[]>> spans) {
        ArrayDeque<Placed> open = new ArrayDeque<>();
        open.add(new Placed(root, root.offsetNanos()));
        for (Placed at = open.poll(); at != null; at = open.poll()) {
            long start = at.startNanos();
            spans.computeIfAbsent(at.call().function(), ignored -> new ArrayList<>())
                    .add(new long[] {start, start + at.call().durationNanos()});
            for (TracedCall inside : at.call().calls()) {
                open.add(new Placed(inside, start + inside.offsetNanos()));
            }
        }
    }

    private static FutureCalls ofSpans(List<long[]> spans) {
        long[] starts = spans.stream().mapToLong(span -> span[0]).sorted().toArray();
        long[] ends = spans.stream().mapToLong(span -> span[1]).sorted().toArray();
        int[] level = new int[starts.length];
        long[] idle = new long[starts.length];
        long[] leftAt = new long[starts.length + 1];
        Arrays.fill(leftAt, Levels.NEVER);
        int ended = 0;
        for (int i = 0; i < starts.length; i++) {
            for (; ended < i && ends[ended] <= starts[i]; ended++) {
                leftAt[i - ended] = ends[ended];
            }
            level[i] = i - ended + 1;
            long left = leftAt[level[i]];
            idle[i] = left == Levels.NEVER ? Levels.NEVER : starts[i] - left;
        }
        return new FutureCalls(starts, level, idle);
    }

    /** The levels' next uses: for each level, when it is reached, in order. */
    long[][] reachedByLevel() {
        int levels = Arrays.stream(level).max().orElse(0);
        long[][] reached = new long[levels + 1][];
        for (int at = 0; at <= levels; at++) {
            int wanted = at;
            reached[at] = java.util.stream.IntStream.range(0, level.length)
                    .filter(i -> level[i] == wanted)
                    .mapToLong(i -> startNanos[i])
                    .toArray();
        }
        return reached;
    }
}
