package io.sluice.cli.command;

import io.sluice.cli.console.Console;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;

/** The program without a command: it shows what there is. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = "Runs algorithms as serverless functions and pipes them together.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all went well",
            " 1:the function that was called failed",
            " 2:wrong command line, file or input",
            " 3:no such function, version, key or file",
            " 4:the key is missing, unknown, or does not allow this",
            " 5:clashes with what is there: a version, a running runtime, a port",
            " 6:the project's own build failed",
            "69:no runtime answers",
            "70:a mistake in Sluice itself",
            "75:the runtime has no room now; try again",
            "130:interrupted"
        },
        footer = {"", "First steps:", "  sluice demo sentiment", "  sluice up", "  sluice new demo/shout --lang java"})
public final class SluiceCommand implements Runnable {

    @Mixin
    private final Session session;

    private SluiceCommand(Session session) {
        this.session = session;
    }

    /** The command line with all commands, on the given environment and console. */
    public static CommandLine line(Map<String, String> environment, Console console) {
        Session session = new Session(environment, console);
        return line(session, Commands.all(session));
    }

    /** Runs one command line and returns its exit code. */
    public static int run(Map<String, String> environment, Console console, String... arguments) {
        Session session = new Session(environment, console);
        Map<String, Supplier<Object>> commands = Commands.all(session);
        if (arguments.length > 0 && commands.containsKey(arguments[0])) {
            // Reading the annotations of all the others would take longer than most commands do.
            commands.keySet().retainAll(Set.of(arguments[0]));
        }
        return line(session, commands).execute(arguments);
    }

    private static CommandLine line(Session session, Map<String, Supplier<Object>> commands) {
        Console console = session.console;
        CommandLine line = new CommandLine(new SluiceCommand(session));
        commands.forEach((name, command) -> line.addSubcommand(name, new CommandLine(command.get())));
        return line.setOut(new PrintWriter(console.out(), true))
                .setErr(new PrintWriter(console.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.colours() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(console.columns(), 60, 120))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedSubcommandsAllowed(false)
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler((failure, command, result) -> report(session, failure));
    }

    private static int report(Session session, Exception failure) {
        boolean known = failure instanceof CliFailure;
        String text = known ? ((CliFailure) failure).text() : "unexpected: " + failure;
        session.console.err().println("sluice: " + text);
        if (session.verbose) {
            failure.printStackTrace(session.console.err());
        } else if (!known) {
            session.console.err().println("  This is a mistake in Sluice; --verbose shows where.");
        }
        return known ? ((CliFailure) failure).exitCode() : ExitCode.INTERNAL;
    }

    @Override
    public void run() {
        line(session.environment, session.console).usage(session.console.out());
    }
}
