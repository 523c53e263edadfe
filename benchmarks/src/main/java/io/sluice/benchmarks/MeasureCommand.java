package io.sluice.benchmarks;

import io.sluice.benchmarks.report.Report;
import io.sluice.benchmarks.report.ReportText;
import io.sluice.cli.bench.LoadOptions;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures everything in one run and prints it. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measure warm calls, chains, cold starts and memory of a real runtime on this machine.")
final class MeasureCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Common common = new Common();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Option(names = "--cold", paramLabel = "N", description = "How many cold starts (default: ${DEFAULT-VALUE}).")
    private int cold = 11;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            split = ",(?! )",
            description = "Only what has this in its name; several, with commas between them.")
    private List<String> only = List.of();

    @Option(
            names = "--profile",
            description = "Profile the runtime too: prints where its time goes, and writes flame graphs.")
    private boolean profile;

    MeasureCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path root = common.root();
        Optional<Path> profiles = profile ? Optional.of(root.resolve("benchmarks/target/profiles")) : Optional.empty();
        Plan plan = new Plan(load, cold, only, profiles).check();
        Report report = common.inScratch(scratch -> measured(new Installation(Optional.of(root)), scratch, plan));
        if (common.json()) {
            Json.print(console, report);
        } else {
            ReportText.print(console, report);
        }
        return report.errors() == 0 ? 0 : 1;
    }

    private Report measured(Installation installation, Path scratch, Plan plan) {
        try (Progress progress = Progress.of(console, "measuring", -1)) {
            return new Measurement(installation, scratch, progress, plan).run();
        }
    }
}
