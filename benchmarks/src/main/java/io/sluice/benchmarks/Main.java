package io.sluice.benchmarks;

import io.sluice.cli.console.Console;
import io.sluice.cli.failure.CliFailure;
import picocli.CommandLine;

/** The program. */
public final class Main {

    private Main() {}

    /** Measures, prints and ends with 0 where every call was answered as expected. */
    public static void main(String[] arguments) {
        Console console = Console.ofProcess(System.getenv());
        CommandLine line = new CommandLine(new MeasureCommand(console));
        line.addSubcommand("overload", new CommandLine(new OverloadCommand(console)));
        line.addSubcommand("data", new CommandLine(new DataCommand(console)));
        line.addSubcommand("pipelines", new CommandLine(new PipelinesCommand(console)));
        line.addSubcommand("starts", new CommandLine(new StartsCommand(console)));
        line.addSubcommand("video", new CommandLine(new VideoCommand(console)));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CliFailure known) {
                command.getErr().println("benchmarks: " + known.getMessage());
                return 1;
            }
            throw failure;
        });
        System.exit(line.execute(arguments));
    }
}
