package io.sluice.predictor.trace.recording;

import io.sluice.predictor.trace.TracedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a recording, which becomes one of a trace as it would have been had nobody waited. For one thread. */
final class RecordedCall {

    final String function;
    final String entry;
    final int depth;
    private final long startNanos;
    private final List<RecordedCall> calls = new ArrayList<>(0);
    private long endNanos = -1;
    private long waitedNanos;
    private long savedNanos;

    RecordedCall(String function, String entry, int depth, long startNanos) {
        this.function = function;
        this.entry = entry;
        this.depth = depth;
        this.startNanos = startNanos;
    }

    void add(RecordedCall inside) {
        calls.add(inside);
    }

    /** It ended, having waited no longer than it took. */
    void end(long nanos, long waited) {
        endNanos = nanos;
        waitedNanos = Math.min(waited, nanos - startNanos);
    }

    long startNanos() {
        return startNanos;
    }

    /**
     * The call as if neither it nor those inside had waited. What a call inside waited delayed what came after its end:
     * along the chain of calls of which each began after the last one that had ended by then.
     */
    TracedCall traced(long offsetNanos) {
        List<TracedCall> traced = new ArrayList<>(calls.size());
        List<Shifted> ended = new ArrayList<>(calls.size());
        for (RecordedCall inside : calls) {
            long delay = delayAt(ended, inside.startNanos);
            long offset = Math.max(0, inside.startNanos - startNanos - waitedNanos - delay);
            traced.add(inside.traced(offset));
            ended.add(new Shifted(inside.endNanos, delay + inside.savedNanos));
        }
        long delay = delayAt(ended, endNanos);
        long duration = Math.max(0, endNanos - startNanos - waitedNanos - delay);
        savedNanos = waitedNanos + delay;
        traced.sort(Comparator.comparingLong(TracedCall::offsetNanos));
        return new TracedCall(function, offsetNanos, duration, traced);
    }

    private record Shifted(long endNanos, long delayNanos) {}

    private static long delayAt(List<Shifted> ended, long nanos) {
        @Nullable Shifted last = null;
        for (Shifted each : ended) {
            if (each.endNanos <= nanos && (last == null || each.endNanos >= last.endNanos)) {
                last = each;
            }
        }
        return last == null ? 0 : last.delayNanos;
    }
}
