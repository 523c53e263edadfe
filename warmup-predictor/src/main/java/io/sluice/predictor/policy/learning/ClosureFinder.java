package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.CallerStatistics;
import io.sluice.predictor.statistics.EdgeStatistics;
import io.sluice.predictor.statistics.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a call leads to: best-first over the edges known for its entry, by the product of the probabilities on the way,
 * as Xanadu does for the most likely path (Daw, Bellur and Kulkarni, "Xanadu: Mitigating cascading cold starts in serverless
 * function chain deployments", Middleware 2020), but for everything likely enough. Where little is known for an entry, what is
 * known of the caller in all entries counts.
 */
final class ClosureFinder {

    /** Less likely calls aren't prepared for, whatever they would be worth: starts compete for cores. */
    private static final double LEAST_PROBABILITY = 0.1;

    /** Less likely calls of any of a function's entries aren't kept with it, whatever they would be worth. */
    private static final double LEAST_PROBABILITY_OF_ANY = 0.01;

    /** The most functions of a closure. */
    private static final int MOST = 256;

    /** A closure is found anew when so much more is known of the calls that lead to it, as a part of what was. */
    private static final double RENEWAL = 0.25;

    /** For how many calls of an entry what is known of the caller in all entries counts. */
    private static final double POOL = 1;

    /** After how many calls of an entry what is known of the caller in others doesn't count any more. */
    private static final double EXPERIENCED = 30;

    private final Learned learned;
    private final Function<String, @Nullable FunctionState> functions;
    private final double tau;
    private final ClosureCache kept = new ClosureCache();

    ClosureFinder(Learned learned, Function<String, @Nullable FunctionState> functions, double tau) {
        this.learned = learned;
        this.functions = functions;
        this.tau = tau;
    }

    /** What a call of a function on behalf of an entry leads to. */
    Closure find(String entry, FunctionState root, double weightOfNow) {
        Statistics.CallerKey key = new Statistics.CallerKey(entry, root.name());
        Closure known = kept.get(key);
        double trials = trials(entry, root.name());
        if (known != null && trials < known.renewAt()) {
            return known;
        }
        List<Closure.Member> members = search(entry, root, weightOfNow);
        Closure found = new Closure(members, trials + Math.max(0.5 * weightOfNow, RENEWAL * trials));
        kept.put(key, found);
        return found;
    }

    void forget() {
        kept.clear();
    }

    private double trials(String entry, String caller) {
        double sum = 0;
        for (CallerStatistics each : learned.caller(entry, caller)) {
            sum += each.trials();
        }
        return sum;
    }

    /** A way to a function. */
    private record Path(
            FunctionState function, int caller, double probability, int instances, double from, double until) {}

    private List<Closure.Member> search(String entry, FunctionState root, double weightOfNow) {
        PriorityQueue<Path> open = new PriorityQueue<>(
                Comparator.comparingDouble(Path::probability).reversed().thenComparingInt(path -> path.function()
                        .number()));
        Set<FunctionState> closed = new HashSet<>();
        List<Path> found = new ArrayList<>();
        closed.add(root);
        expand(entry, new Path(root, -1, 1, 1, 0, 0), -1, open, weightOfNow);
        for (Path best = open.poll(); best != null && found.size() < MOST; best = open.poll()) {
            if (closed.add(best.function())) {
                found.add(best);
                expand(entry, best, found.size() - 1, open, weightOfNow);
            }
        }
        return ranked(found);
    }

    private static List<Closure.Member> ranked(List<Path> found) {
        List<Path> byTime = new ArrayList<>(found);
        byTime.sort(Comparator.comparingDouble(Path::from));
        Map<Path, Integer> ranks = new HashMap<>();
        byTime.forEach(path -> ranks.put(path, ranks.size()));
        return found.stream()
                .map(path -> new Closure.Member(
                        path.function(),
                        path.caller(),
                        path.probability(),
                        path.instances(),
                        path.from(),
                        path.until(),
                        ranks.getOrDefault(path, 0)))
                .toList();
    }

    private void expand(String entry, Path at, int place, PriorityQueue<Path> open, double weightOfNow) {
        List<CallerStatistics> ofEntry = learned.caller(entry, at.function().name());
        List<CallerStatistics> ofAll =
                learned.caller(Statistics.ANY_ENTRY, at.function().name());
        Map<String, Blend> callees = new LinkedHashMap<>();
        double trials = blend(ofEntry, 1, callees);
        double pooled = ofAll.stream().mapToDouble(CallerStatistics::trials).sum();
        boolean alone = entry.equals(Statistics.ANY_ENTRY) || pooled <= 0 || trials >= EXPERIENCED * weightOfNow;
        double factor = alone ? 0 : POOL * weightOfNow / pooled;
        trials += factor > 0 ? blend(ofAll, Math.min(1, factor), callees) : 0;
        for (Map.Entry<String, Blend> each : callees.entrySet()) {
            Path path = path(at, place, each.getKey(), each.getValue(), trials);
            if (path != null && path.probability() >= least(entry)) {
                open.add(path);
            }
        }
    }

    private static double least(String entry) {
        return entry.equals(Statistics.ANY_ENTRY) ? LEAST_PROBABILITY_OF_ANY : LEAST_PROBABILITY;
    }

    /** The edges to one callee that count, and by what factors. */
    private static final class Blend {

        private double hits;
        private EdgeStatistics edges;
        private final double factor;
        private boolean sum;

        Blend(EdgeStatistics first, double factor) {
            this.edges = first;
            this.factor = factor;
            this.hits = factor * first.hits();
        }

        /** Many are of one edge only, and are no copy: their shape counts, not their weight. */
        void add(EdgeStatistics edge, double factor) {
            if (!sum) {
                EdgeStatistics first = edges;
                edges = new EdgeStatistics();
                edges.add(first, this.factor);
                sum = true;
            }
            edges.add(edge, factor);
            hits += factor * edge.hits();
        }
    }

    private static double blend(List<CallerStatistics> callers, double factor, Map<String, Blend> callees) {
        double trials = 0;
        for (CallerStatistics caller : callers) {
            trials += factor * caller.trials();
            caller.edges().forEach((callee, edge) -> {
                Blend there = callees.putIfAbsent(callee, new Blend(edge, factor));
                if (there != null) {
                    there.add(edge, factor);
                }
            });
        }
        return trials;
    }

    private @Nullable Path path(Path at, int place, String callee, Blend blend, double trials) {
        FunctionState function = functions.apply(callee);
        if (function == null || trials <= 0) {
            return null;
        }
        double probability = at.probability() * Math.min(1, blend.hits / trials);
        EdgeStatistics edge = blend.edges;
        double from = at.from() + edge.fromCallerMillis().low(0.05, 0) / 1000;
        double until = at.until() + edge.fromCallerMillis().high(0.99, 0) / 1000;
        return new Path(function, place, probability, instances(at, probability, edge, until - from), from, until);
    }

    /** As many as are worth holding meanwhile: the newsvendor's number (Arrow, Harris and Marschak, 1951). */
    private int instances(Path at, double probability, EdgeStatistics edge, double heldSeconds) {
        double hits = edge.width().total();
        int each = 1;
        while (each < edge.width().most()
                && probability * edge.width().atLeast(each + 1) / hits
                        >= Math.max(LEAST_PROBABILITY, heldSeconds / tau)) {
            each++;
        }
        return Math.min(Steps.instances(Steps.COUNT - 1), each * at.instances());
    }
}
