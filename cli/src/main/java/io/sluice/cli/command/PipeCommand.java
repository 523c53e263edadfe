package io.sluice.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Calls functions one after the other. */
@Command(
        name = "pipe",
        mixinStandardHelpOptions = true,
        description = "Call functions, each with the result of the one before it, and print the last result.",
        footer = DataOptions.ABOUT_DATA)
final class PipeCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            arity = "1..*",
            paramLabel = "FUNCTION",
            description = "The steps, such as demo/clean demo/tokenize@1.2.*")
    private List<String> functions = List.of();

    @Mixin
    private final InputOptions input = new InputOptions();

    PipeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new Caller(session, input)
                .pipe(functions.stream().map(References::reference).toList());
    }
}
