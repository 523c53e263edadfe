package io.sluice.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Calls a function. */
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = "Call a function and print its result.",
        footer = DataOptions.ABOUT_DATA)
final class CallCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FUNCTION", description = "The function, such as demo/shout or demo/shout@1.2.*.")
    private String function = "";

    @Mixin
    private final InputOptions input = new InputOptions();

    CallCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new Caller(session, input).call(List.of(References.reference(function)));
    }
}
