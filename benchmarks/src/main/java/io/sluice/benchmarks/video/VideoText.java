package io.sluice.benchmarks.video;

import io.sluice.benchmarks.report.ReportText;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The report as people read it. */
public final class VideoText {

    private VideoText() {}

    /** Prints all of it. */
    public static void print(Console console, VideoReport report) {
        Table table = new Table(
                report.frames() + " FRAMES, " + report.cores() + " CORES",
                "ROUNDS",
                "SPLIT S",
                "PAINT S",
                "JOIN S",
                "WHOLE S");
        row(table, "bare, one process", report.bare());
        row(table, "functions, " + report.instances() + " instances that paint", report.functions());
        row(table, "functions, one instance, one at a time", report.one());
        table.print(console);
        console.out().println();
        ReportText.aims(report.aims()).print(console);
    }

    private static void row(Table table, String name, List<Stages> rounds) {
        table.row(
                name,
                rounds.size(),
                seconds(rounds, Stages::split),
                seconds(rounds, Stages::paint),
                seconds(rounds, Stages::join),
                seconds(rounds, Stages::whole));
    }

    private static String seconds(List<Stages> rounds, ToDoubleFunction<Stages> figure) {
        return "%.2f".formatted(VideoReport.median(rounds, figure));
    }
}
