package io.sluice.benchmarks.overload;

import io.sluice.benchmarks.report.ReportText;
import io.sluice.cli.bench.BenchText;
import io.sluice.cli.bench.Latency;
import io.sluice.cli.bench.Numbers;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import java.util.stream.Collectors;

/** What came of an overload, as people read it. */
public final class OverloadText {

    private OverloadText() {}

    /** Prints all of it. */
    public static void print(Console console, OverloadReport report) {
        table(report).print(console);
        for (Phase phase : report.phases()) {
            BenchText.remarks(phase.name(), phase.figures()).forEach(console.out()::println);
            BenchText.remarks(phase.name() + ", " + phase.neighbour().name(), phase.neighbour())
                    .forEach(console.out()::println);
        }
        console.out().println();
        report.phases().forEach(phase -> console.out().println(memory(phase)));
        console.out().println();
        ReportText.aims(report.aims()).print(console);
    }

    private static Table table(OverloadReport report) {
        Table table = new Table(
                "PHASE",
                "GOODPUT/S",
                "OF PEAK",
                "P50 MS",
                "P99 MS",
                "REFUSED",
                "P50 MS",
                "P99 MS",
                "NEIGHBOUR P50",
                "P99 MS");
        for (Phase phase : report.phases()) {
            Latency accepted = phase.figures().latencyMicros();
            Latency refused = phase.figures().refusalMicros();
            Latency neighbour = phase.neighbour().latencyMicros();
            table.row(
                    phase.name(),
                    Numbers.rate(phase.figures().perSecond()),
                    Numbers.percent(report.ofPeak(phase)),
                    Numbers.millis(accepted.p50()),
                    Numbers.millis(accepted.p99()),
                    Numbers.count(phase.figures().refusals()),
                    Numbers.millis(refused.p50()),
                    Numbers.millis(refused.p99()),
                    Numbers.millis(neighbour.p50()),
                    Numbers.millis(neighbour.p99()));
        }
        return table;
    }

    private static String memory(Phase phase) {
        return phase.name() + ", the runtime's resident MiB by second: "
                + phase.residentMib().stream()
                        .map(mib -> Numbers.count(Math.round(mib)))
                        .collect(Collectors.joining(" "));
    }
}
