package io.sluice.benchmarks;

import io.sluice.benchmarks.overload.Overload;
import io.sluice.benchmarks.overload.OverloadReport;
import io.sluice.benchmarks.overload.OverloadText;
import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.report.Aim;
import io.sluice.cli.bench.Contest;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.console.Progress;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.load.LoadGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts many times the load on a function that it can take. */
@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        description = "Put ten times the load on a function that it can take (it waits 20 ms, eight at a time in one"
                + " instance), and show what is served, what is refused, and what is left afterwards.")
final class OverloadCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Common common = new Common();

    @Option(names = "--factor", paramLabel = "N", description = "How many times (default: ${DEFAULT-VALUE}).")
    private double factor = 10;

    @Option(names = "--seconds", paramLabel = "N", description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(
            names = "--peak-seconds",
            paramLabel = "N",
            description = "How long its own pace is measured, before and after (default: ${DEFAULT-VALUE}).")
    private int peakSeconds = 10;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "At most so many seconds until throughput is steady (default: ${DEFAULT-VALUE}).")
    private int warmUp = 20;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "The most connections at once (default: ${DEFAULT-VALUE}).")
    private int connections = 4096;

    OverloadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List.of(factor, (double) seconds, (double) peakSeconds, (double) connections)
                .forEach(number -> {
                    if (!(number > 0)) {
                        throw new CliFailure(ExitCode.USAGE, "numbers must be above 0, one was " + number);
                    }
                });
        OverloadReport report = common.inScratch(this::measured);
        if (common.json()) {
            Json.print(console, report);
        } else {
            OverloadText.print(console, report);
        }
        return report.aims().stream().allMatch(Aim::reached) ? 0 : 1;
    }

    private OverloadReport measured(Path scratch) {
        Path root = common.root();
        try (Progress progress = Progress.of(console, "measuring", -1);
                RuntimeProcess runtime =
                        RuntimeProcess.start(new Installation(Optional.of(root)), scratch, List.of())) {
            RuntimeSides sides = new RuntimeSides(runtime);
            sides.deploy(root);
            runtime.deploy(root.resolve("benchmarks/functions"), "sluice-slow.yaml");
            Overload.Plan plan = new Overload.Plan(
                    factor,
                    Duration.ofSeconds(seconds),
                    Duration.ofSeconds(peakSeconds),
                    Duration.ofSeconds(warmUp),
                    connections);
            Contest contest = new Contest(LoadGenerator.ofLoops(1), progress::note);
            return new Overload(runtime, contest, sides.slow(), sides.call(Names.CALL_LOOP, Map.of()), plan).run();
        }
    }
}
