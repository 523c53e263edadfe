package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.failure.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has instances started before they are called. */
@Command(
        name = "prewarm",
        mixinStandardHelpOptions = true,
        description = "Have instances of a function started and kept for a while, calls or not.")
final class PrewarmCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "The function, such as demo/shout.")
    private String function = "";

    @Option(names = "-n", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int instances = 1;

    @Option(names = "--seconds", paramLabel = "N", description = "For how long (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    PrewarmCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, Integer> wish = Map.of("instances", instances, "seconds", seconds);
        session.client().send("POST", Paths.function(References.name(function), "/prewarm"), wish);
        session.say(wish, "asked for " + instances + " instance(s) of " + function + " for " + seconds + " s");
        return ExitCode.OK;
    }
}
