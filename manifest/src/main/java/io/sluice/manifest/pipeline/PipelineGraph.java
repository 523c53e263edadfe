package io.sluice.manifest.pipeline;

import java.util.ArrayList;
import java.util.List;

/** A pipeline as a flowchart of Mermaid's. */
public final class PipelineGraph {

    private static final int SHOWN = 60;

    private final StringBuilder text = new StringBuilder("flowchart TD\n");
    private int nodes;

    private PipelineGraph() {}

    /** The text that Mermaid draws. */
    public static String mermaid(Pipeline pipeline) {
        PipelineGraph graph = new PipelineGraph();
        graph.list("  ", pipeline.steps());
        return graph.text.toString();
    }

    /** Draws the tasks of a list, and what leads from one to another; returns the first one's node. */
    private String list(String indent, List<Step> steps) {
        List<String> ids = new ArrayList<>();
        steps.forEach(step -> ids.add(task(indent, step)));
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.task() instanceof Task.Switch choice) {
                for (Task.Switch.Case one : choice.cases()) {
                    arrow(indent, ids, i, one.then(), one.name());
                }
            }
            arrow(indent, ids, i, step.then(), "");
        }
        return ids.getFirst();
    }

    private String task(String indent, Step step) {
        String id = "n" + nodes++;
        switch (step.task()) {
            case Task.Call call -> node(indent, id, "[\"", step.name() + ": " + call.function(), "\"]");
            case Task.Http http ->
                node(indent, id, "[\"", step.name() + ": " + http.method() + " " + shown(http.address()), "\"]");
            case Task.OpenApi api -> node(indent, id, "[\"", step.name() + ": " + api.operation(), "\"]");
            case Task.Emit _ -> node(indent, id, ">\"", step.name() + ": emit", "\"]");
            case Task.Set _ -> node(indent, id, "[/\"", step.name() + ": set", "\"/]");
            case Task.Wait wait -> node(indent, id, "([\"", step.name() + ": wait " + wait.time(), "\"])");
            case Task.Raise _ -> node(indent, id, "[[\"", step.name() + ": raise", "\"]]");
            case Task.Switch _ -> node(indent, id, "{\"", step.name(), "\"}");
            case Task.Do list -> group(indent, id, step.name(), list.steps());
            case Task.For loop ->
                group(
                        indent,
                        id,
                        step.name() + ": for each of " + loop.items()
                                + (loop.parallel() > 0 ? ", " + loop.parallel() + " at once" : ""),
                        loop.steps());
            case Task.Fork fork -> fork(indent, id, step.name(), fork);
            case Task.Try attempt -> attempt(indent, id, step.name(), attempt);
        }
        return id;
    }

    private static String shown(Template address) {
        return address instanceof Template.Fixed fixed ? fixed.value().asText() : "an address";
    }

    private void group(String indent, String id, String title, List<Step> steps) {
        begin(indent, id, title);
        list(indent + "  ", steps);
        text.append(indent).append("end\n");
    }

    private void fork(String indent, String id, String name, Task.Fork fork) {
        begin(indent, id, name + (fork.compete() ? ": the first of" : ": all of"));
        fork.branches().forEach(branch -> task(indent + "  ", branch));
        text.append(indent).append("end\n");
    }

    private void attempt(String indent, String id, String name, Task.Try attempt) {
        begin(indent, id, name + ": try");
        String first = list(indent + "  ", attempt.steps());
        if (!attempt.recovery().steps().isEmpty()) {
            String recovery = list(indent + "  ", attempt.recovery().steps());
            text.append(indent)
                    .append("  ")
                    .append(first)
                    .append(" -. fails .-> ")
                    .append(recovery)
                    .append('\n');
        }
        text.append(indent).append("end\n");
    }

    private void begin(String indent, String id, String title) {
        text.append(indent)
                .append("subgraph ")
                .append(id)
                .append("[\"")
                .append(quoted(title))
                .append("\"]\n");
    }

    private void node(String indent, String id, String open, String label, String close) {
        text.append(indent)
                .append(id)
                .append(open)
                .append(quoted(label))
                .append(close)
                .append('\n');
    }

    private void arrow(String indent, List<String> ids, int from, Then then, String label) {
        int to =
                switch (then) {
                    case Then.Continue _ -> from + 1;
                    case Then.GoTo target -> target.index();
                    case Then.Exit _, Then.End _ -> ids.size();
                };
        if (to < ids.size()) {
            text.append(indent)
                    .append(ids.get(from))
                    .append(label.isEmpty() ? " --> " : " -->|\"" + quoted(label) + "\"| ")
                    .append(ids.get(to))
                    .append('\n');
        }
    }

    private static String quoted(String label) {
        String line = label.replaceAll("\\s+", " ").replace("\"", "#quot;");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
