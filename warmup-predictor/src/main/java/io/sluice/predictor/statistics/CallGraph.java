package io.sluice.predictor.statistics;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.predictor.trace.TraceRecorder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Who calls whom, and how often, per entry: an edge is keyed by the outermost function, the caller and the callee, since a
 * helper that many pipelines share is called by different callees in each. Bounded: calls along edges beyond
 * {@value #MAX_EDGES} are counted, but not told apart. Safe for use by many threads.
 */
public final class CallGraph implements TraceRecorder {

    /** How many edges are told apart. */
    public static final int MAX_EDGES = 100_000;

    private final Map<EdgeKey, LongAdder> edges = new ConcurrentHashMap<>();
    private final LongAdder unplaced = new LongAdder();

    private record EdgeKey(String entry, String caller, String callee) {}

    /** Calls from one function to another on behalf of one entry. */
    public record Edge(String entry, String caller, String callee, long calls) {}

    @Override
    public void record(TraceEvent event) {
        switch (event) {
            case CallStarted started -> count(started);
            case CallEnded _, InstanceReady _ -> {
                // Where a call went is known when it starts.
            }
        }
    }

    private void count(CallStarted started) {
        if (started.caller() == null) {
            return;
        }
        EdgeKey key = new EdgeKey(started.entry(), started.caller(), started.function());
        LongAdder calls = edges.get(key);
        if (calls == null && edges.size() >= MAX_EDGES) {
            unplaced.increment();
            return;
        }
        edges.computeIfAbsent(key, ignored -> new LongAdder()).increment();
    }

    /** Every edge, most calls first. */
    public List<Edge> edges() {
        return edges.entrySet().stream()
                .map(edge -> new Edge(
                        edge.getKey().entry(),
                        edge.getKey().caller(),
                        edge.getKey().callee(),
                        edge.getValue().sum()))
                .sorted(Comparator.comparingLong(Edge::calls)
                        .reversed()
                        .thenComparing(Edge::entry)
                        .thenComparing(Edge::caller)
                        .thenComparing(Edge::callee))
                .toList();
    }

    /** How many calls came along edges that there was no more room for. */
    public long unplaced() {
        return unplaced.sum();
    }
}
