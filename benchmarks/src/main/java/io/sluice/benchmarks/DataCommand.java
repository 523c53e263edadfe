package io.sluice.benchmarks;

import io.sluice.benchmarks.data.DataReport;
import io.sluice.benchmarks.data.DataText;
import io.sluice.benchmarks.data.Transfers;
import io.sluice.benchmarks.process.RuntimeProcess;
import io.sluice.benchmarks.report.Aim;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
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

/** Measures how fast data goes in and out. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Put a file into the store and fetch it, beside a plain copy of it on the same disk.")
final class DataCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Common common = new Common();

    @Option(names = "--mib", paramLabel = "N", description = "How large the file is (default: ${DEFAULT-VALUE}).")
    private int mib = 512;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each is done (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    DataCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (mib < 1 || rounds < 1) {
            throw new CliFailure(ExitCode.USAGE, "--mib and --rounds are at least 1, were " + mib + " and " + rounds);
        }
        DataReport report = common.inScratch(this::measured);
        if (common.json()) {
            Json.print(console, report);
        } else {
            DataText.print(console, report);
        }
        return report.aims().stream().allMatch(Aim::reached) ? 0 : 1;
    }

    private DataReport measured(Path scratch) {
        Installation installation = new Installation(Optional.of(common.root()));
        try (RuntimeProcess runtime = RuntimeProcess.start(installation, scratch, List.of())) {
            return new Transfers(runtime, scratch, mib).measure(rounds);
        }
    }
}
