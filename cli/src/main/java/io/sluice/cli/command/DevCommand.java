package io.sluice.cli.command;

import io.sluice.cli.dev.DevLoop;
import io.sluice.cli.failure.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deploys a project at each change. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = "Build and deploy a project at each change of its sources, and show its logs, until ctrl-c.")
final class DevCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The project's folder (default: this folder).")
    private Path folder = Path.of(".");

    @Option(names = "--owner", paramLabel = "OWNER", description = "Deploy for this owner instead of the manifest's.")
    private @Nullable String owner;

    DevCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        new DevLoop(session.client(), session.console, session.installation(), folder, owner).run();
        return ExitCode.OK;
    }
}
