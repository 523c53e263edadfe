package io.sluice.cli.command;

import io.sluice.cli.client.Paths;
import io.sluice.cli.console.Table;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A function's secrets: environment variables whose values are never shown. */
@Command(
        name = "secret",
        mixinStandardHelpOptions = true,
        description = "Set, list and remove the secrets of a function.",
        synopsisSubcommandLabel = "COMMAND")
final class SecretCommand {

    private final Session session;

    SecretCommand(Session session) {
        this.session = session;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Set a secret to what standard input says, without its last line break:%n"
                    + "  sluice secret set demo/ingest X_TOKEN < token.txt")
    int set(
            @Parameters(index = "0", paramLabel = "FUNCTION") String function,
            @Parameters(index = "1", paramLabel = "NAME") String name)
            throws IOException {
        if (session.console.outTerminal()) {
            session.console.err().println("Type the value, then ctrl-d:");
        }
        String value = new String(session.console.in().readAllBytes(), StandardCharsets.UTF_8).replaceFirst("\\R$", "");
        if (value.isEmpty()) {
            throw new CliFailure(
                    ExitCode.USAGE, "the value of " + name + " is read from standard input, which is empty");
        }
        session.client().send("PUT", path(function, "/" + Paths.encoded(name)), value);
        session.say(Map.of("set", name), name + " is set; instances that start from now on have it");
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "List the names of the secrets that are set.")
    int list(@Parameters(paramLabel = "FUNCTION") String function) {
        List<String> names = session.client().list(path(function, ""), String.class);
        session.print(names, () -> {
            Table table = new Table("SECRET");
            names.forEach(table::row);
            return table;
        });
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Remove a secret.")
    int remove(
            @Parameters(index = "0", paramLabel = "FUNCTION") String function,
            @Parameters(index = "1", paramLabel = "NAME") String name) {
        session.client().send("DELETE", path(function, "/" + Paths.encoded(name)), "");
        session.say(Map.of("removed", name), name + " is removed");
        return ExitCode.OK;
    }

    private static String path(String function, String rest) {
        return Paths.function(References.name(function), "/secrets" + rest);
    }
}
