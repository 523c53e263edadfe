package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.console.Table;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.api.FunctionDescription;
import io.sluice.contract.api.FunctionStats;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows all there is to say of a function. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Show all there is to say of one version of a function.")
final class DescribeCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FUNCTION", description = "The function, such as demo/shout or demo/shout@0.1.0.")
    private String function = "";

    DescribeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        FunctionReference reference = References.reference(function);
        FunctionDescription found = session.client().get(Paths.version(reference, ""), FunctionDescription.class);
        session.print(found, () -> table(found));
        if (!session.json() && !found.instances().isEmpty()) {
            session.console.out().println();
            instances(found).print(session.console);
        }
        return ExitCode.OK;
    }

    private static Table table(FunctionDescription found) {
        Table table = new Table("FUNCTION", found.function() + "@" + found.version());
        table.row("current", found.current() ? "yes" : "no");
        table.row("summary", found.summary());
        table.row("entry point", found.entryPoint());
        table.row("package", found.packageDigest());
        table.row("deployed", found.deployedAt());
        found.settings().forEach(table::row);
        table.row("events", String.join(", ", found.events()));
        table.row("secrets", String.join(", ", found.secrets()));
        table.row("isolation", String.join("; ", found.isolation()));
        if (found.aotCache() != null) {
            table.row("AOT cache", found.aotCache());
        }
        FunctionStats stats = found.stats();
        table.row("invocations", stats.invocations() + ", failed " + stats.failures() + ", cold " + stats.coldStarts());
        table.row("answered from the cache", stats.cached());
        if (found.lastStartFailure() != null) {
            table.row("last start failure", found.lastStartFailure());
        }
        return table;
    }

    private static Table instances(FunctionDescription found) {
        Table table = new Table("INSTANCE", "STATE", "IN FLIGHT", "PID", "MIB", "AGE s", "IDLE s");
        found.instances()
                .forEach(each -> table.row(
                        each.id(),
                        each.state(),
                        each.inFlight(),
                        each.pid(),
                        each.residentMiB(),
                        each.ageSeconds(),
                        each.idleSeconds()));
        return table;
    }
}
