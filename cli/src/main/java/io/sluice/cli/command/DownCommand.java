package io.sluice.cli.command;

import io.sluice.cli.client.Home;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Progress;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** Ends the runtime. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description =
                "End the runtime, and with it all instances; one of another machine only if --url or --context names it.")
final class DownCommand implements Callable<Integer> {

    private final Session session;

    private static final int LIMIT_SECONDS = 60;

    DownCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        RuntimeClient client = session.clientWithoutContextInUse();
        Optional<ProcessHandle> process = session.home()
                .running()
                .filter(running -> running.url().equals(client.url()))
                .map(Home.Running::pid)
                .flatMap(ProcessHandle::of);
        try (Progress progress = Progress.of(session.console, "ending the runtime", -1)) {
            client.send("POST", "/v1/runtime/stop", "");
            if (process.isPresent()) {
                await(process.get());
            }
        }
        session.say(Map.of("ended", true), "The runtime has ended.");
        return ExitCode.OK;
    }

    private static void await(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new CliFailure(
                    ExitCode.BUSY,
                    "the runtime, process " + process.pid() + ", has not ended after " + LIMIT_SECONDS
                            + " s\n  'kill -9 " + process.pid() + "' ends it by force; the next start cleans up.",
                    e);
        }
    }
}
