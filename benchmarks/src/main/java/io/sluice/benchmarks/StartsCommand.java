package io.sluice.benchmarks;

import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.starts.Starts;
import io.sluice.benchmarks.starts.StartsReport;
import io.sluice.benchmarks.starts.StartsText;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures starts. */
@Command(
        name = "starts",
        mixinStandardHelpOptions = true,
        description =
                "Measure what it takes from the launch of a process to its first answer, with and without what makes"
                        + " starts short, and its memory then.")
final class StartsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Common common = new Common();

    @Option(names = "--starts", paramLabel = "N", description = "How many of each (default: ${DEFAULT-VALUE}).")
    private int starts = 21;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            split = ",(?! )",
            description = "Only rows with this in their name; several, with commas between them.")
    private List<String> only = List.of();

    StartsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (starts < 1) {
            throw new CliFailure(ExitCode.USAGE, "--starts must be at least 1, was " + starts);
        }
        StartsReport report = common.inScratch(this::measured);
        if (common.json()) {
            Json.print(console, report);
        } else {
            StartsText.print(console, report);
        }
        return 0;
    }

    private StartsReport measured(Path scratch) {
        Installation installation = new Installation(Optional.of(common.root()));
        try (Progress progress = Progress.of(console, "measuring", -1);
                RuntimeProcess runtime = RuntimeProcess.start(installation, scratch, List.of());
                RuntimeProcess plain = RuntimeProcess.start(
                        installation, scratch.resolve("plain"), List.of("-Dsluice.forks.most=0"))) {
            progress.note("training runs");
            StartRows rows = new StartRows(common.root(), scratch, runtime, plain);
            return Starts.measure(rows.matching(only), starts, StartRows.AIMS, progress::note);
        }
    }
}
