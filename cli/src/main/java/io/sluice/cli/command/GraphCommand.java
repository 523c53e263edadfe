package io.sluice.cli.command;

import io.sluice.cli.console.Table;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.graph.CallGraphText;
import io.sluice.contract.api.CallEdge;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows who calls whom. */
@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        description = "Show who calls whom, by what was learned: how often, how wide and how long after.")
final class GraphCommand implements Callable<Integer> {

    private final Session session;

    @ArgGroup
    private final Form form = new Form();

    private static final class Form {
        @Option(names = "--dot", description = "Write it for Graphviz.")
        private boolean dot;

        @Option(names = "--mermaid", description = "Write it for Mermaid, as Markdown pages show it.")
        private boolean mermaid;
    }

    GraphCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<CallEdge> edges = session.client().list("/v1/graph", CallEdge.class);
        if (form.dot) {
            session.console.out().print(CallGraphText.dot(edges));
        } else if (form.mermaid) {
            session.console.out().print(CallGraphText.mermaid(edges));
        } else {
            session.print(edges, () -> table(edges));
        }
        if (edges.isEmpty() && !session.json()) {
            session.console.err().println("Nothing was learned yet: no function has called another one.");
        }
        return ExitCode.OK;
    }

    static Table table(List<CallEdge> edges) {
        Table table = new Table("ENTRY", "CALLER", "CALLEE", "CALLS", "PROBABILITY", "WIDTH", "DELAY p50/p95 ms");
        edges.forEach(edge -> table.row(
                edge.entry(),
                edge.caller(),
                edge.callee(),
                "%.0f".formatted(edge.calls()),
                "%.2f".formatted(edge.probability()),
                edge.width(),
                "%.1f/%.1f".formatted(edge.delayMillis(), edge.delayHighMillis())));
        return table;
    }
}
