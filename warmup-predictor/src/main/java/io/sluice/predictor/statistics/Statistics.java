package io.sluice.predictor.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was learned, by function and by (entry, caller, callee); of one node, or the sum of several nodes'. Bounded:
 * what is beyond {@value #MAX_FUNCTIONS} functions or {@value #MAX_EDGES} edges isn't taken in but counted. Weights are seen
 * from the landmark of an epoch (see {@link Decay}). For one thread.
 */
public final class Statistics {

    /** The most functions. */
    public static final int MAX_FUNCTIONS = 20_000;

    /** The most edges. */
    public static final int MAX_EDGES = 100_000;

    /** The entry under which what is known of a caller is pooled over all entries. */
    public static final String ANY_ENTRY = "";

    private final Map<String, FunctionStatistics> functions = new LinkedHashMap<>();
    private final Map<CallerKey, CallerStatistics> callers = new LinkedHashMap<>();
    private final long epoch;
    private int edges;
    private long unplaced;

    /** A function on behalf of an entry. */
    public record CallerKey(String entry, String caller) {}

    /** Nothing yet, in an epoch. */
    public Statistics(long epoch) {
        this.epoch = epoch;
    }

    public long epoch() {
        return epoch;
    }

    public Map<String, FunctionStatistics> functions() {
        return Collections.unmodifiableMap(functions);
    }

    public Map<CallerKey, CallerStatistics> callers() {
        return Collections.unmodifiableMap(callers);
    }

    /** How many edges there are. */
    public int edges() {
        return edges;
    }

    /** How often something wasn't taken in since there was no more room. */
    public long unplaced() {
        return unplaced;
    }

    public @Nullable FunctionStatistics find(String function) {
        return functions.get(function);
    }

    public @Nullable CallerStatistics find(String entry, String caller) {
        return callers.get(new CallerKey(entry, caller));
    }

    /** The statistics of a function, which are added; null when there is no room. */
    public @Nullable FunctionStatistics function(String function) {
        FunctionStatistics there = functions.get(function);
        if (there != null || functions.size() >= MAX_FUNCTIONS) {
            unplaced += there == null ? 1 : 0;
            return there;
        }
        FunctionStatistics added = new FunctionStatistics();
        functions.put(function, added);
        return added;
    }

    /** The statistics of a caller, which are added; null when there is no room. */
    public @Nullable CallerStatistics caller(String entry, String caller) {
        CallerKey key = new CallerKey(entry, caller);
        CallerStatistics there = callers.get(key);
        if (there != null || callers.size() >= MAX_EDGES) {
            unplaced += there == null ? 1 : 0;
            return there;
        }
        CallerStatistics added = new CallerStatistics();
        callers.put(key, added);
        return added;
    }

    /** A caller's edge to a callee, which is added; null when there is no room. */
    public @Nullable EdgeStatistics edge(CallerStatistics caller, String callee) {
        EdgeStatistics there = caller.edge(callee);
        if (there != null) {
            return there;
        }
        int before = caller.edges().size();
        if (before < CallerStatistics.MAX_EDGES && edges >= MAX_EDGES) {
            unplaced++;
            return null;
        }
        EdgeStatistics added = caller.place(callee);
        edges += caller.edges().size() - before;
        return added;
    }

    /** Adds what another one holds, which must not be of a later epoch. */
    public void add(Statistics other) {
        long later = epoch - other.epoch;
        if (later < 0) {
            throw new IllegalArgumentException(
                    "statistics of epoch " + other.epoch + " can't be added to those of epoch " + epoch
                            + ", which is earlier; add both to new ones of the later epoch");
        }
        double factor = Decay.SLOW.over(later);
        other.functions.forEach((name, added) -> {
            FunctionStatistics there = function(name);
            if (there != null) {
                there.add(added, later);
            }
        });
        other.callers.forEach((key, added) -> {
            CallerStatistics there = caller(key.entry(), key.caller());
            if (there != null) {
                edges += there.add(added, factor, MAX_EDGES - edges);
            }
        });
    }

    /** Every edge that is known, most calls first; calls of a half-life before now count half. */
    public List<LearnedEdge> graph(double nowSeconds) {
        double weight = Decay.SLOW.weight(nowSeconds);
        List<LearnedEdge> edges = new ArrayList<>();
        callers.forEach((key, caller) -> {
            if (!key.entry().equals(ANY_ENTRY)) {
                caller.edges().forEach((callee, edge) -> edges.add(LearnedEdge.of(key, callee, caller, edge, weight)));
            }
        });
        edges.sort(Comparator.comparingDouble(LearnedEdge::calls)
                .reversed()
                .thenComparing(LearnedEdge::entry)
                .thenComparing(LearnedEdge::caller)
                .thenComparing(LearnedEdge::callee));
        return edges;
    }

    /** Gives a function what is known of another one, as when it comes in the other one's place under a new key. */
    public void inherit(String function, String predecessor) {
        FunctionStatistics known = functions.get(predecessor);
        FunctionStatistics heir = known == null ? null : function(function);
        if (known != null && heir != null) {
            heir.add(known, 0);
        }
        for (CallerKey key : callers.keySet().toArray(CallerKey[]::new)) {
            inheritCalls(key, function, predecessor);
        }
    }

    private void inheritCalls(CallerKey key, String function, String predecessor) {
        CallerStatistics known = callers.get(key);
        if (known == null) {
            return;
        }
        String entry = key.entry().equals(predecessor) ? function : key.entry();
        String caller = key.caller().equals(predecessor) ? function : key.caller();
        CallerStatistics heir =
                entry.equals(key.entry()) && caller.equals(key.caller()) ? known : caller(entry, caller);
        if (heir != null && heir != known) {
            edges += heir.add(known, 1, MAX_EDGES - edges);
        }
        EdgeStatistics called = known.edge(predecessor);
        EdgeStatistics inherited = called == null || heir == null ? null : edge(heir, function);
        if (called != null && inherited != null) {
            inherited.add(called, 1);
        }
    }
}
