package io.sluice.cli.command;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import io.sluice.cli.demo.VideoReport;

/** The video demonstration's report for people. */
final class VideoSummary {

    private VideoSummary() {}

    static void print(VideoReport report, Console console) {
        console.out()
                .printf(
                        "%s: %dx%d, %d frames in %.1f s, %s, %s%n",
                        report.out(),
                        report.width(),
                        report.height(),
                        report.frames(),
                        report.seconds(),
                        report.sound() ? "with sound" : "without sound",
                        DataTable.size(report.bytes()));
        console.out()
                .printf(
                        "from %s by %s: %.1f s, up to %d calls at a time%n%n",
                        report.input(), report.style(), report.took(), report.parallel());
        Table stages = new Table("STAGE", "SECONDS");
        report.stages().forEach((stage, seconds) -> stages.row(stage, "%.2f".formatted(seconds)));
        stages.print(console);
        console.out().println();
        functions(report).print(console);
    }

    private static Table functions(VideoReport report) {
        Table table = new Table("FUNCTION", "CALLS", "INSTANCES", "COLD STARTS", "COLD p50/p99 ms", "WARM p50/p99 ms");
        report.functions()
                .forEach(each -> table.row(
                        each.function() + "@" + each.version(),
                        each.invocations(),
                        each.instances(),
                        each.coldStarts(),
                        StatsTable.millis(each.coldMillis()),
                        StatsTable.millis(each.warmMillis())));
        return table;
    }
}
