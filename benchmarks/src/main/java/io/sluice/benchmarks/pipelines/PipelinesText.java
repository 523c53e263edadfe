package io.sluice.benchmarks.pipelines;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import io.sluice.cli.load.Statistics;
import java.util.List;

/** The report as people read it. */
public final class PipelinesText {

    private PipelinesText() {}

    /** Prints all of it. */
    public static void print(Console console, PipelinesReport report) {
        double single = Statistics.median(report.singles());
        double map = Statistics.median(report.maps());
        Table calls = new Table("TRIVIAL CALLS", "AT ONCE", "ROUNDS", "CALLS/S", "LEAST", "MOST");
        row(calls, "one by one, by a client", report.parallel(), report.singles(), "%.0f");
        row(calls, "a map of " + report.items() + ", in a pipeline", report.parallel(), report.maps(), "%.0f");
        calls.print(console);
        console.out().printf("a call of the map takes %.2f of a client's%n%n", single / map);
        Table cold = new Table("FROM COLD", "AT ONCE", "ROUNDS", "SECONDS", "LEAST", "MOST");
        row(cold, "never seen: a fan-out of two calls, warm-up off", report.fanOut(), report.offSeconds(), "%.2f");
        row(cold, "never seen: a fan-out of two calls, on", report.fanOut(), report.onSeconds(), "%.2f");
        row(cold, "known: 1 s, then a fan-out, off", report.fanOut(), report.knownOffSeconds(), "%.2f");
        row(cold, "known: 1 s, then a fan-out, on", report.fanOut(), report.knownOnSeconds(), "%.2f");
        cold.print(console);
        console.out().printf("each call of a fan-out takes %.2f s, warm%n", report.bareSeconds());
    }

    private static void row(Table table, String name, int atOnce, List<Double> values, String form) {
        table.row(
                name,
                atOnce,
                values.size(),
                form.formatted(Statistics.median(values)),
                form.formatted(values.stream().mapToDouble(it -> it).min().orElse(0)),
                form.formatted(values.stream().mapToDouble(it -> it).max().orElse(0)));
    }
}
