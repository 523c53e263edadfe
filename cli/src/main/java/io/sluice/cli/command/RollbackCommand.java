package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.api.VersionSummary;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes an earlier version current again. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Make an earlier version current again; no call is lost.")
final class RollbackCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "The function, such as demo/shout.")
    private String function = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version. Default: the one before the current.")
    private @Nullable String version;

    RollbackCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String path = Paths.function(References.name(function), "/rollback");
        Map<String, String> body = version == null ? Map.of() : Map.of("version", version);
        VersionSummary now = session.client().post(path, body, VersionSummary.class);
        session.say(now, function + " is at " + now.version() + " now");
        return ExitCode.OK;
    }
}
