package io.sluice.predictor.policy.catalog;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which function calls which on behalf of one entry, how likely, and how long after it was called itself. */
final class CallTree {

    /** How likely a step must be to be foreseen. */
    static final double LIKELY = 0.5;

    /** How much the last offset moves the one that is expected. */
    private static final double LAST = 0.2;

    private final Map<String, Node> nodes = new HashMap<>();

    private static final class Node {
        private long calls;
        private final Map<String, Step> steps = new TreeMap<>();
    }

    private static final class Step {
        private long calls;
        private double offsetNanos;
    }

    /** A call of the function is over; it called those, each for the first time so long after it was called itself. */
    void learn(String function, Map<String, Long> called) {
        Node node = nodes.computeIfAbsent(function, ignored -> new Node());
        node.calls++;
        called.forEach((callee, offset) -> {
            Step step = node.steps.computeIfAbsent(callee, ignored -> new Step());
            step.offsetNanos += step.calls == 0 ? offset : LAST * (offset - step.offsetNanos);
            step.calls++;
        });
    }

    /** What is reached by likely steps from a function that is called now, and how long after. */
    Map<String, Long> likelyFrom(String function) {
        Map<String, Long> reached = new LinkedHashMap<>();
        ArrayDeque<String> open = new ArrayDeque<>();
        reached.put(function, 0L);
        open.add(function);
        for (String at = open.poll(); at != null; at = open.poll()) {
            Node node = nodes.get(at);
            if (node != null) {
                long since = reached.getOrDefault(at, 0L);
                node.steps.forEach((callee, step) -> {
                    if (step.calls >= LIKELY * node.calls
                            && reached.putIfAbsent(callee, since + Math.round(step.offsetNanos)) == null) {
                        open.add(callee);
                    }
                });
            }
        }
        reached.remove(function);
        return reached;
    }
}
