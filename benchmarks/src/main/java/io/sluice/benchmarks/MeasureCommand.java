package io.sluice.benchmarks;

import io.sluice.benchmarks.report.Report;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.deploy.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures everything in one run and prints it. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measure warm calls, chains, cold starts and memory of a real runtime on this machine.")
final class MeasureCommand implements Callable<Integer> {

    /** How the figures are printed. */
    enum Form {
        TABLE,
        JSON
    }

    private final Console console;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Sluice's own folder, with everything built (default: where this program stands).")
    private Path root = standing();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each load lasts in each round (default: ${DEFAULT-VALUE}).")
    private double seconds = 2;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many rounds; the medians are printed (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--cold", paramLabel = "N", description = "How many cold starts (default: ${DEFAULT-VALUE}).")
    private int cold = 11;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            split = ",",
            description = "How many calls are under way at once (default: 1,16,64).")
    private List<Integer> inFlight = List.of(1, 16, 64);

    @Option(names = "--only", paramLabel = "TEXT", description = "Only the loads whose names contain this.")
    private String only = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "table or json (default: table).")
    private Form form = Form.TABLE;

    MeasureCommand(Console console) {
        this.console = console;
    }

    private static Path standing() {
        Path jar = Path.of(MeasureCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return jar.resolve("../../..").normalize();
    }

    @Override
    public Integer call() throws IOException {
        Path scratch = Files.createTempDirectory("sluice-bench-");
        try {
            Report report = new Measurement(
                            new Installation(Optional.of(root.toAbsolutePath())), scratch, console, plan())
                    .run();
            print(report);
            return report.errors() == 0 ? 0 : 1;
        } finally {
            delete(scratch);
        }
    }

    private Measurement.Plan plan() {
        Duration time = Duration.ofNanos((long) (seconds * 1e9));
        return new Measurement.Plan(rounds, time, cold, inFlight, only);
    }

    private void print(Report report) {
        if (form == Form.JSON) {
            Json.print(console, report);
            return;
        }
        console.out().println(report.machine());
        report.loadTable().print(console);
        report.coldTable().print(console);
        report.memoryTable().print(console);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
