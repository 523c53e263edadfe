package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.FunctionStats;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows counts and latencies. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = "Show calls, cold starts and latencies since the runtime started.")
final class StatsCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "FUNCTION", description = "Only this function.")
    private @Nullable String function;

    @Option(names = "--watch", description = "Show them again every second until ctrl-c.")
    private boolean watch;

    StatsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        show();
        while (watch) {
            TimeUnit.SECONDS.sleep(1);
            if (session.console.outTerminal() && !session.json()) {
                session.console.out().print("\033[H\033[2J");
            }
            show();
        }
        return ExitCode.OK;
    }

    private void show() {
        String query = function == null
                ? ""
                : "?function=" + Paths.encoded(References.name(function).toString());
        List<FunctionStats> stats = session.client().list("/v1/stats" + query, FunctionStats.class);
        session.print(stats, () -> StatsTable.of(stats));
    }
}
