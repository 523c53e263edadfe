package io.sluice.benchmarks.data;

import io.sluice.benchmarks.report.ReportText;
import io.sluice.cli.bench.Numbers;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import java.util.List;

/** The report as people read it. */
public final class DataText {

    private DataText() {}

    /** Prints all of it. */
    public static void print(Console console, DataReport report) {
        Table table = new Table("FILE OF " + report.mib() + " MIB", "ROUNDS", "MEDIAN MIB/S", "LEAST", "MOST");
        row(table, "plain copy", report, report.copySeconds());
        row(table, "upload", report, report.uploadSeconds());
        row(table, "download", report, report.downloadSeconds());
        table.print(console);
        console.out().println("the runtime's resident memory: " + Math.round(report.peakMib()) + " MiB at most");
        console.out().println();
        ReportText.aims(report.aims()).print(console);
    }

    private static void row(Table table, String name, DataReport report, List<Double> seconds) {
        table.row(
                name,
                seconds.size(),
                Numbers.plain(report.mibPerSecond(seconds)),
                Math.round(report.mib()
                        / seconds.stream().mapToDouble(it -> it).max().orElseThrow()),
                Math.round(report.mib()
                        / seconds.stream().mapToDouble(it -> it).min().orElseThrow()));
    }
}
