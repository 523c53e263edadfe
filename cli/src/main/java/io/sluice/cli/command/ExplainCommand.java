package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.console.Table;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.Forecast;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says why a function is warm, or isn't. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Say why instances of a function are kept or started ahead of need, or aren't.")
final class ExplainCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "The function, such as demo/shout.")
    private String function = "";

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Forecast forecast =
                session.client().get(Paths.function(References.name(function), "/forecast"), Forecast.class);
        if (session.json()) {
            session.say(forecast, "");
        } else {
            tell(forecast);
        }
        return ExitCode.OK;
    }

    private void tell(Forecast it) {
        PrintStream out = session.console.out();
        out.printf(
                "%s has %d instance(s), %d call(s) in progress; warm-up is %s%n",
                it.function(), it.instances(), it.busy(), it.mode());
        out.printf(
                "It was used again after %d idle times; a start takes %.0f ms (95%%: %.0f ms)%n",
                it.idleTimes(), it.startMillis(), it.startHighMillis());
        if (it.idleTimes() == 0 && it.experts().isEmpty()) {
            out.println("Nothing was learned of it yet.");
        }
        plans(it, out);
        spans(it, out);
        experts(it, out);
        edges(it, out);
    }

    private void plans(Forecast it, PrintStream out) {
        out.println();
        if (it.plans().isEmpty()) {
            out.println("Nothing is planned for it now.");
            return;
        }
        Table plans = new Table("PLANNED", "INSTANCES", "UNTIL");
        it.plans()
                .forEach(plan -> plans.row(
                        plan.why(),
                        plan.instances() + (plan.counting().equals("free") ? " free" : ""),
                        plan.until().isEmpty() ? "withdrawn" : plan.until()));
        plans.print(session.console);
    }

    private void spans(Forecast it, PrintStream out) {
        if (!it.spans().isEmpty()) {
            out.println();
            Table spans = new Table("WARM FROM", "UNTIL", "WILL BE USED");
            it.spans().forEach(span -> spans.row(span.from(), span.until(), "%.2f".formatted(span.worth())));
            spans.print(session.console);
        }
    }

    private void experts(Forecast it, PrintStream out) {
        if (!it.experts().isEmpty()) {
            out.println();
            Table experts = new Table("WAY TO KEEP IT", "COST s/IDLE TIME", "FOLLOWED");
            it.experts()
                    .forEach(expert -> experts.row(
                            expert.expert(), "%.2f".formatted(expert.cost()), expert.chosen() ? "yes" : ""));
            experts.print(session.console);
        }
    }

    private void edges(Forecast it, PrintStream out) {
        if (!it.calledBy().isEmpty() || !it.calls().isEmpty()) {
            out.println();
            Table edges = GraphCommand.table(
                    Stream.concat(it.calledBy().stream(), it.calls().stream()).toList());
            edges.print(session.console);
        }
    }
}
