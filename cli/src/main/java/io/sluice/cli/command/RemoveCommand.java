package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.FunctionReference;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes a function or a version. */
@Command(name = "remove", mixinStandardHelpOptions = true, description = "Remove a function, or one version of it.")
final class RemoveCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "FUNCTION",
            description = "The function, such as demo/shout, or demo/shout@0.1.0 for one version.")
    private String function = "";

    RemoveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        FunctionReference reference = References.reference(function);
        session.client().send("DELETE", Paths.version(reference, ""), "");
        session.say(Map.of("removed", reference.toString()), reference + " is removed");
        return ExitCode.OK;
    }
}
