package io.sluice.benchmarks;

import io.sluice.benchmarks.pipelines.FanOuts;
import io.sluice.benchmarks.pipelines.KnownPipelines;
import io.sluice.benchmarks.pipelines.Maps;
import io.sluice.benchmarks.pipelines.PipelinesReport;
import io.sluice.benchmarks.pipelines.PipelinesText;
import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures loops of pipelines. */
@Command(
        name = "pipelines",
        mixinStandardHelpOptions = true,
        description =
                "Call a trivial function in a loop of a pipeline, beside a client's calls; and many at once from cold.")
final class PipelinesCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Common common = new Common();

    @Option(
            names = "--items",
            paramLabel = "N",
            description = "How many calls the loop makes (default: ${DEFAULT-VALUE}).")
    private int items = 10_000;

    @Option(names = "--parallel", paramLabel = "N", description = "How many at once (default: ${DEFAULT-VALUE}).")
    private int parallel = 16;

    @Option(
            names = "--fan-out",
            paramLabel = "N",
            description = "How many rounds at once from cold (default: ${DEFAULT-VALUE}).")
    private int fanOut = 64;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each is done (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    PipelinesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (items < 1 || items > 40_000 || parallel < 1 || parallel > 256 || fanOut < 1 || fanOut > 256 || rounds < 1) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "--items is from 1 to 40000, --parallel and --fan-out from 1 to 256, --rounds at least 1; were "
                            + items + ", " + parallel + ", " + fanOut + " and " + rounds);
        }
        PipelinesReport report = common.inScratch(this::measured);
        if (common.json()) {
            Json.print(console, report);
        } else {
            PipelinesText.print(console, report);
        }
        return 0;
    }

    private PipelinesReport measured(Path scratch) {
        List<Double> singles = new ArrayList<>();
        List<Double> maps = new ArrayList<>();
        List<Double> offSeconds = new ArrayList<>();
        List<Double> onSeconds = new ArrayList<>();
        List<Double> knownOff = new ArrayList<>();
        List<Double> knownOn = new ArrayList<>();
        try (RuntimeProcess runtime = runtime(scratch.resolve("map"), "on")) {
            runtime.deploy(common.root().resolve("benchmarks/functions"), "sluice.yaml");
            new Maps(runtime, scratch, items, parallel).measure(rounds, singles, maps);
        }
        double bare;
        try (RuntimeProcess off = runtime(scratch.resolve("off"), "off");
                RuntimeProcess on = runtime(scratch.resolve("on"), "on")) {
            FanOuts cold = new FanOuts(off, scratch.resolve("off"), fanOut);
            FanOuts.measure(rounds, cold, offSeconds, new FanOuts(on, scratch.resolve("on"), fanOut), onSeconds);
            bare = cold.bareSeconds();
            KnownPipelines known = new KnownPipelines(off, scratch.resolve("off"), fanOut);
            KnownPipelines.measure(
                    rounds, known, knownOff, new KnownPipelines(on, scratch.resolve("on"), fanOut), knownOn);
        }
        return new PipelinesReport(
                items, parallel, singles, maps, fanOut, bare, offSeconds, onSeconds, knownOff, knownOn);
    }

    private RuntimeProcess runtime(Path folder, String warmup) {
        try {
            return RuntimeProcess.start(
                    new Installation(Optional.of(common.root())),
                    Files.createDirectories(folder),
                    List.of("-Dsluice.warmup.mode=" + warmup, "-Dsluice.warmup.starts-per-minute=1000"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
