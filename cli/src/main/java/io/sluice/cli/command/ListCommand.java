package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.console.Table;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.FunctionSummary;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists functions. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the functions that are deployed.")
final class ListCommand implements Callable<Integer> {

    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<FunctionSummary> functions = session.client().list(Paths.FUNCTIONS, FunctionSummary.class);
        if (functions.isEmpty() && !session.json()) {
            session.console.err().println("Nothing is deployed yet: 'sluice deploy DIR' deploys a project.");
        }
        session.print(functions, () -> table(functions));
        return ExitCode.OK;
    }

    private static Table table(List<FunctionSummary> functions) {
        Table table = new Table(
                "FUNCTION", "VERSION", "VERSIONS", "RUNTIME", "CALLABLE", "INSTANCES", "INVOCATIONS", "DEPLOYED");
        functions.forEach(each -> table.row(
                each.function(),
                each.version(),
                each.versions(),
                each.runtime(),
                each.callability(),
                each.instances(),
                each.invocations(),
                each.deployedAt()));
        return table;
    }
}
