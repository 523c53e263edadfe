package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TracedCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * When a function is going to be called, if no call waits. Every call reaches a level, see {@link Levels}. Calls inside others
 * come later than this says when something before them is cold, so bounds that are replayed are exact for requests without
 * calls inside, and close to exact for others.
 *
 * @param startNanos when calls begin, in order
 * @param request which request of the trace, by offset, each of them belongs to
 * @param level which level each of them reaches
 * @param idleNanos how long that level was idle before, or {@link Levels#NEVER}
 * @param endNanos when calls end, in order
 */
record FutureCalls(long[] startNanos, int[] request, int[] level, long[] idleNanos, long[] endNanos) {

    private record Span(int request, long startNanos, long endNanos) {}

    private record Placed(TracedCall call, long startNanos) {}

    /** What comes in the trace that settings know, by function. */
    static Map<String, FutureCalls> of(String policy, PolicySettings settings) {
        Trace future = settings.future();
        if (future == null) {
            throw new IllegalArgumentException(
                    "policy '" + policy
                            + "' is a bound that knows the future: it needs the trace that is replayed in its settings, was null");
        }
        List<Trace.Request> requests = new ArrayList<>(future.requests());
        requests.sort(Comparator.comparingLong(request -> request.call().offsetNanos()));
        Map<String, List<Span>> spans = new HashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            addSpans(i, requests.get(i).call(), spans);
        }
        Map<String, FutureCalls> calls = new HashMap<>();
        spans.forEach((function, its) -> calls.put(function, ofSpans(its)));
        return calls;
    }

    private static void addSpans(int request, TracedCall root, Map<String, List<Span>> spans) {
        ArrayDeque<Placed> open = new ArrayDeque<>();
        open.add(new Placed(root, root.offsetNanos()));
        for (Placed at = open.poll(); at != null; at = open.poll()) {
            long start = at.startNanos();
            spans.computeIfAbsent(at.call().function(), ignored -> new ArrayList<>())
                    .add(new Span(request, start, start + at.call().durationNanos()));
            for (TracedCall inside : at.call().calls()) {
                open.add(new Placed(inside, start + inside.offsetNanos()));
            }
        }
    }

    private static FutureCalls ofSpans(List<Span> spans) {
        spans.sort(Comparator.comparingLong(Span::startNanos));
        long[] starts = spans.stream().mapToLong(Span::startNanos).toArray();
        int[] request = spans.stream().mapToInt(Span::request).toArray();
        long[] ends = spans.stream().mapToLong(Span::endNanos).sorted().toArray();
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
        return new FutureCalls(starts, request, level, idle, ends);
    }

    /**
     * Whether calls are late, because they or something before them waited: some that should have come didn't yet, or more
     * are in progress than should be.
     *
     * @param came how many came until now
     * @param busy how many of these are still in progress
     */
    boolean areLate(int came, int busy, long now) {
        int begun = countBefore(startNanos, now);
        return came < begun || busy > begun - countBefore(endNanos, now);
    }

    /** The first call that begins at the same time as this one. */
    int firstOfSameTime(int call) {
        return countBefore(startNanos, startNanos[call]);
    }

    /** For each level, from 0, when it is reached, in order. */
    long[][] reachedByLevel() {
        int levels = Arrays.stream(level).max().orElse(0);
        return IntStream.rangeClosed(0, levels).mapToObj(this::reached).toArray(long[][]::new);
    }

    private long[] reached(int wanted) {
        return IntStream.range(0, level.length)
                .filter(i -> level[i] == wanted)
                .mapToLong(i -> startNanos[i])
                .toArray();
    }

    /** The first of the times, which are in order, that isn't before then; {@link Long#MAX_VALUE} when all are. */
    static long firstFrom(long[] times, long nanos) {
        int at = countBefore(times, nanos);
        return at == times.length ? Long.MAX_VALUE : times[at];
    }

    /** How many of the times, which are in order, are before then. */
    static int countBefore(long[] times, long nanos) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
