package io.sluice.cli.command;

import io.sluice.cli.failure.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows this program's version. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Show the version of this program and of its Java.")
final class VersionCommand implements Callable<Integer> {

    private final Session session;

    VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String java = System.getProperty("java.version");
        session.say(
                Map.of("sluice", Versions.ownVersion(), "java", java),
                "sluice " + Versions.ownVersion() + " (Java " + java + ")");
        return ExitCode.OK;
    }
}
