package io.sluice.cli.command;

import io.sluice.cli.console.Json;
import io.sluice.cli.console.Progress;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.simulate.PlotFile;
import io.sluice.cli.simulate.ReportText;
import io.sluice.cli.simulate.SimulateOptions;
import io.sluice.cli.simulate.TraceLoader;
import io.sluice.cli.simulate.TraceOptions;
import io.sluice.predictor.report.CsvReport;
import io.sluice.predictor.report.Replays;
import io.sluice.predictor.report.Report;
import io.sluice.predictor.report.Sweep;
import io.sluice.predictor.trace.Trace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replays a trace under warm-up policies. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Replay recorded calls under warm-up policies, and print what each costs in waiting and memory."
                + " It needs no runtime.",
        footer = "%nWith -o csv there is a row for each policy and tau with every figure.")
final class SimulateCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private final TraceOptions trace = new TraceOptions();

    @Mixin
    private final SimulateOptions options = new SimulateOptions();

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Write a picture of waste against cold starts, as SVG or PNG by the file's name.")
    private @Nullable Path plot;

    SimulateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PlotFile picture = plot == null ? null : PlotFile.of(plot);
        Sweep sweep = options.sweep(picture != null);
        Trace read = new TraceLoader(session.console, trace, options.profile(), options.seed()).load();
        Report report = replay(read, sweep);
        if (picture != null) {
            picture.write(report);
        }
        print(report);
        return ExitCode.OK;
    }

    private Report replay(Trace read, Sweep sweep) {
        Replays replays =
                new Replays(read, options.simulatorSettings(read), options.policySettings(), sweep, System::nanoTime);
        try (Progress progress = Progress.of(session.console, "replaying", replays.count())) {
            return replays.run(policy -> {
                progress.note(policy);
                progress.advance(1);
            });
        }
    }

    private void print(Report report) {
        switch (session.output()) {
            case table -> ReportText.print(session.console, report);
            case json -> Json.print(session.console, ReportText.value(report));
            case csv -> session.console.out().print(CsvReport.of(report));
        }
    }
}
