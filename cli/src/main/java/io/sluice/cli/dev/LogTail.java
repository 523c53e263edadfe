package io.sluice.cli.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.failure.CliFailure;
import io.sluice.contract.FunctionName;
import io.sluice.contract.api.LogLine;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Prints what the instances of some functions write, of whichever version, as it comes. */
final class LogTail implements AutoCloseable {

    private final RuntimeClient client;
    private final Console console;
    private final List<FunctionName> functions;
    private final Set<FunctionName> followed = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private LogTail(RuntimeClient client, Console console, List<FunctionName> functions) {
        this.client = client;
        this.console = console;
        this.functions = functions;
    }

    static LogTail of(RuntimeClient client, Console console, List<FunctionName> functions) {
        LogTail tail = new LogTail(client, console, functions);
        tail.goOn();
        return tail;
    }

    /** Follows those that aren't followed: a function has no log before its first deploy. */
    void goOn() {
        for (FunctionName function : functions) {
            if (followed.add(function)) {
                Thread.ofPlatform().name("sluice-log-" + function).daemon().start(() -> follow(function));
            }
        }
    }

    private void follow(FunctionName function) {
        try (Stream<String> lines = client.lines(Paths.function(function, "/logs/follow"))) {
            lines.takeWhile(line -> !closed).filter(line -> !line.isBlank()).forEach(this::show);
        } catch (CliFailure e) {
            // It isn't there yet, or the runtime has ended, which the next deploy tells.
        } finally {
            followed.remove(function);
        }
    }

    private void show(String line) {
        try {
            LogLine parsed = Json.MAPPER.readValue(line, LogLine.class);
            console.out().println("  " + parsed.version() + " " + parsed.instance() + "  " + parsed.text());
        } catch (JsonProcessingException e) {
            console.out().println("  " + line);
        }
        console.out().flush();
    }

    @Override
    public void close() {
        closed = true;
    }
}
