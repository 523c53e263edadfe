package io.sluice.predictor.statistics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the calls that one function makes on behalf of one entry: how often it was called, and an edge for each
 * of its callees, at most {@value #MAX_EDGES}; beyond that the least used edge makes room for the new one, which takes over
 * its count (Metwally, Agrawal and El Abbadi, "Efficient Computation of Frequent and Top-k Elements in Data Streams",
 * 2005), so that an edge that is used again and again finds a place. For one thread.
 */
public final class CallerStatistics {

    /** The most edges. */
    public static final int MAX_EDGES = 64;

    private Map<String, EdgeStatistics> edges = LinkedHashMap.newLinkedHashMap(2);
    private float trials;

    /** Notes that a call of the caller ended. */
    public void addTrial(double weight) {
        trials += (float) weight;
    }

    /** The weight of the calls of the caller. */
    public double trials() {
        return trials;
    }

    /** The edges by callee. */
    public Map<String, EdgeStatistics> edges() {
        return edges;
    }

    public @Nullable EdgeStatistics edge(String callee) {
        return edges.get(callee);
    }

    /** The edge to a callee, which is added, in the place of the least used one when there are too many. */
    EdgeStatistics place(String callee) {
        EdgeStatistics edge = new EdgeStatistics();
        if (edges.size() >= MAX_EDGES) {
            String least = least();
            EdgeStatistics gone = edges.remove(least);
            if (gone != null) {
                // Of the calls only: that the callee was called so often is an upper bound, that it was a hit would be
                // a guess.
                edge.set(0, (float) gone.calls());
            }
        }
        edges.put(callee, edge);
        return edge;
    }

    /** Adds what another one holds; says by how many edges this one has become larger. */
    int add(CallerStatistics other, double factor, int room) {
        int before = edges.size();
        if (before == 0) {
            edges = LinkedHashMap.newLinkedHashMap(other.edges.size());
        }
        trials += (float) (other.trials * factor);
        other.edges.forEach((callee, added) -> {
            EdgeStatistics there = edges.get(callee);
            if (there == null && edges.size() < MAX_EDGES && edges.size() - before < room) {
                there = new EdgeStatistics();
                edges.put(callee, there);
            }
            if (there != null) {
                there.add(added, factor);
            }
        });
        return edges.size() - before;
    }

    private String least() {
        String least = "";
        double fewest = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, EdgeStatistics> each : edges.entrySet()) {
            if (each.getValue().calls() < fewest) {
                fewest = each.getValue().calls();
                least = each.getKey();
            }
        }
        return least;
    }

    void setTrials(float weight) {
        trials = weight;
    }
}
