package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.console.Table;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.FunctionSummary;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists functions. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the functions that are deployed.")
final class ListCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "OWNER", description = "Whose functions; everybody's by default.")
    private @Nullable String owner;

    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String path = Paths.FUNCTIONS + (owner == null ? "" : "?owner=" + Paths.encoded(owner));
        List<FunctionSummary> functions = session.client().list(path, FunctionSummary.class);
        if (functions.isEmpty() && !session.json()) {
            session.console.err().println(nothing());
        }
        session.print(functions, () -> table(functions));
        return ExitCode.OK;
    }

    private String nothing() {
        return owner == null
                ? "Nothing is deployed yet: 'sluice deploy DIR' deploys a project."
                : "There is no function of '" + owner + "' that you may call.";
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
