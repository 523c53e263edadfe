package io.sluice.cli.command;

import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Table;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.RuntimeStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows how the runtime is. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Show how the runtime is.")
final class StatusCommand implements Callable<Integer> {

    private final Session session;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RuntimeClient client = session.client();
        RuntimeStatus status = client.get("/v1/runtime", RuntimeStatus.class);
        session.print(status, () -> table(client.url(), status));
        return ExitCode.OK;
    }

    private static Table table(String url, RuntimeStatus status) {
        return new Table("RUNTIME", url)
                .row("version", status.version())
                .row("process", status.pid())
                .row("home", status.home())
                .row("started", status.startedAt())
                .row("functions", status.functions())
                .row("instances", status.instances())
                .row("memory reserved", status.memoryReservedMiB() + " of " + status.memoryBudgetMiB() + " MiB")
                .row("resident memory", status.residentMiB() + " MiB");
    }
}
