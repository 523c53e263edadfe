package io.sluice.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Json;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.api.LogLine;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what instances wrote. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Show what the instances of a function wrote.")
final class LogsCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FUNCTION", description = "The function, such as demo/shout or demo/shout@0.1.0.")
    private String function = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new lines until ctrl-c.")
    private boolean follow;

    @Option(names = "--tail", paramLabel = "N", description = "How many lines to begin with (default: 200).")
    private int tail = 200;

    @Option(names = "--instance", paramLabel = "ID", description = "Only this instance.")
    private @Nullable String instance;

    LogsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (tail < 0) {
            throw new CliFailure(ExitCode.USAGE, "--tail must be 0 or more, was " + tail);
        }
        FunctionReference reference = References.reference(function);
        String only = instance == null ? "" : "instance=" + Paths.encoded(instance);
        session.client()
                .list(
                        Paths.version(reference, "/logs?tail=" + tail + (only.isEmpty() ? "" : "&" + only)),
                        LogLine.class)
                .forEach(this::show);
        if (follow) {
            follow(session.client(), Paths.version(reference, "/logs/follow" + (only.isEmpty() ? "" : "?" + only)));
        }
        return ExitCode.OK;
    }

    private void follow(RuntimeClient client, String path) {
        try (Stream<String> lines = client.lines(path)) {
            lines.filter(line -> !line.isBlank()).map(LogsCommand::parse).forEach(this::show);
        }
    }

    private static LogLine parse(String line) {
        try {
            return Json.MAPPER.readValue(line, LogLine.class);
        } catch (JsonProcessingException e) {
            throw new CliFailure(ExitCode.INTERNAL, "the runtime sent a line that is not a log line: " + line, e);
        }
    }

    private void show(LogLine line) {
        String text = line.at() + " " + line.version() + " " + line.instance() + "  " + line.text();
        session.console.out().println(session.json() ? Json.text(line, false) : text);
        session.console.out().flush();
    }
}
