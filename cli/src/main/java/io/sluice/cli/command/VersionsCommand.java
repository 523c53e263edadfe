package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.console.Table;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.VersionSummary;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the versions of a function. */
@Command(
        name = "versions",
        mixinStandardHelpOptions = true,
        description = "List the versions of a function, newest first.")
final class VersionsCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FUNCTION", description = "The function, such as demo/shout.")
    private String function = "";

    VersionsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String path = Paths.function(References.name(function), "/versions");
        List<VersionSummary> versions = session.client().list(path, VersionSummary.class);
        session.print(versions, () -> table(versions));
        return ExitCode.OK;
    }

    private static Table table(List<VersionSummary> versions) {
        Table table = new Table("VERSION", "STATE", "CALLABLE", "INSTANCES", "DEPLOYED", "PACKAGE");
        versions.forEach(each -> table.row(
                each.version(),
                each.state(),
                each.callability(),
                each.instances(),
                each.deployedAt(),
                each.packageDigest()
                        .substring(0, Math.min(12, each.packageDigest().length()))));
        return table;
    }
}
