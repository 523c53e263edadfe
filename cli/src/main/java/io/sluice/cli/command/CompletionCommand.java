package io.sluice.cli.command;

import io.sluice.cli.failure.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints what a shell completes commands with. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a script for bash or zsh that completes commands: source <(sluice completion)")
final class CompletionCommand implements Callable<Integer> {

    private final Session session;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.console
                .out()
                .println(AutoComplete.bash("sluice", SluiceCommand.line(session.environment, session.console)));
        return ExitCode.OK;
    }
}
