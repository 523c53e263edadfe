package io.sluice.benchmarks.starts;

import io.sluice.benchmarks.report.ReportText;
import io.sluice.cli.bench.Numbers;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;

/** What came of many starts, as people read it. */
public final class StartsText {

    private StartsText() {}

    /** Prints all of it. */
    public static void print(Console console, StartsReport report) {
        Table table = new Table("START TO FIRST ANSWER", "STARTS", "MEDIAN MS", "LEAST", "MOST", "MIB", "RATIO", "TO");
        for (StartsReport.Row row : report.rows()) {
            table.row(
                    row.name(),
                    row.starts(),
                    Math.round(row.medianMillis()),
                    Math.round(row.leastMillis()),
                    Math.round(row.mostMillis()),
                    row.residentMib() == 0 ? "-" : Long.toString(Math.round(row.residentMib())),
                    row.ratio() == null ? "" : Numbers.plain(row.ratio()),
                    row.baseline() == null ? "" : row.baseline());
        }
        table.print(console);
        console.out().println();
        ReportText.aims(report.aims()).print(console);
    }
}
