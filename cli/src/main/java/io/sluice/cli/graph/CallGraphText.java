package io.sluice.cli.graph;

import io.sluice.contract.api.CallEdge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A call graph in the languages of programs that draw graphs; edges of several entries between the same two are one. */
public final class CallGraphText {

    /** What is known of the calls from one function to another, whatever the entry. */
    private record Arrow(double calls, double probability, int width) {

        static Arrow of(CallEdge edge) {
            return new Arrow(edge.calls(), edge.probability(), edge.width());
        }

        Arrow and(Arrow other) {
            double all = calls + other.calls;
            double mean = all == 0 ? 0 : (probability * calls + other.probability * other.calls) / all;
            return new Arrow(all, mean, Math.max(width, other.width));
        }

        String label() {
            return "%.0f%%".formatted(100 * probability) + (width > 1 ? " x" + width : "");
        }
    }

    private record Ends(String caller, String callee) {}

    private CallGraphText() {}

    /** For Graphviz. */
    public static String dot(List<CallEdge> edges) {
        StringBuilder text = new StringBuilder("digraph calls {\n  rankdir=LR;\n  node [shape=box];\n");
        arrows(edges).forEach((ends, arrow) -> text.append("  ")
                .append(quoted(ends.caller()))
                .append(" -> ")
                .append(quoted(ends.callee()))
                .append(" [label=")
                .append(quoted(arrow.label()))
                .append("];\n"));
        return text.append("}\n").toString();
    }

    /** For Mermaid. */
    public static String mermaid(List<CallEdge> edges) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        Map<String, String> ids = new LinkedHashMap<>();
        arrows(edges).forEach((ends, arrow) -> text.append("  ")
                .append(node(ids, ends.caller()))
                .append(" -->|")
                .append(quoted(arrow.label()))
                .append("| ")
                .append(node(ids, ends.callee()))
                .append('\n'));
        return text.toString();
    }

    private static Map<Ends, Arrow> arrows(List<CallEdge> edges) {
        Map<Ends, Arrow> arrows = new LinkedHashMap<>();
        edges.forEach(edge -> arrows.merge(new Ends(edge.caller(), edge.callee()), Arrow.of(edge), Arrow::and));
        return arrows;
    }

    private static String node(Map<String, String> ids, String function) {
        String id = ids.computeIfAbsent(function, ignored -> "f" + ids.size());
        return id + "[" + quoted(function) + "]";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "#quot;") + '"';
    }
}
