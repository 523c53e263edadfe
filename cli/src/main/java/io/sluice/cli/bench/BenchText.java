package io.sluice.cli.bench;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Figures as people read them, 80 columns wide. */
public final class BenchText {

    private static final double LATE_MICROS = 1_000;
    private static final List<String> SIDES = List.of("A", "B");

    private BenchText() {}

    /** Prints a whole report. */
    public static void print(Console console, BenchReport report) {
        PrintStream out = console.out();
        out.println(report.runtime() + ", medians of " + report.rounds() + " rounds of "
                + Numbers.seconds(report.seconds()));
        boolean two = report.warmUp().size() > 1;
        for (int i = 0; i < report.warmUp().size(); i++) {
            WarmUp warmUp = report.warmUp().get(i);
            out.println((two ? SIDES.get(i) + ": " : "") + warmUp.name() + ", " + warmUp.text());
        }
        out.println();
        (two ? comparison(report.comparisons()) : table(report.figures())).print(console);
        for (int i = 0; i < report.figures().size(); i++) {
            Figures figures = report.figures().get(i);
            remarks((two ? SIDES.get(i % 2) + ", " : "") + figures.load(), figures)
                    .forEach(out::println);
        }
    }

    private static Table table(List<Figures> figures) {
        Table table = new Table("LOAD", "CALLS/S", "P50 MS", "P90 MS", "P99 MS", "P99.9", "MAX MS", "ERRORS", "CPU US");
        figures.forEach(each -> table.row(
                each.load(),
                Numbers.rate(each.perSecond()),
                Numbers.millis(each.latencyMicros().p50()),
                Numbers.millis(each.latencyMicros().p90()),
                Numbers.millis(each.latencyMicros().p99()),
                Numbers.millis(each.latencyMicros().p999()),
                Numbers.millis(each.latencyMicros().max()),
                Numbers.count(each.errors()),
                Numbers.micros(each.runtimeMicros())));
        return table;
    }

    /** Side A beside side B, with a row for each figure of each load. */
    public static Table comparison(List<Comparison> comparisons) {
        Table table = new Table("LOAD", "FIGURE", "A", "B", "A/B", "LOWEST", "HIGHEST");
        String before = "";
        for (Comparison each : comparisons) {
            table.row(
                    each.load().equals(before) ? "" : each.load(),
                    each.figure(),
                    Numbers.plain(each.a()),
                    Numbers.plain(each.b()),
                    Numbers.factor(each.ratio().median()),
                    Numbers.factor(each.ratio().low()),
                    Numbers.factor(each.ratio().high()));
            before = each.load();
        }
        return table;
    }

    /** What a table has no room for: calls that were not answered as expected, and those that were sent late. */
    public static List<String> remarks(String what, Figures figures) {
        List<String> remarks = new ArrayList<>();
        if (figures.errors() > 0) {
            remarks.add(what + ": of " + Numbers.count(figures.errors() + figures.calls()) + " calls "
                    + Numbers.count(figures.errors()) + " were not answered as expected: " + reasons(figures));
        }
        if (figures.refusals() > 0) {
            Latency time = figures.refusalMicros();
            remarks.add(what + ": refused after " + Numbers.millis(time.p50()) + " ms (p50), "
                    + Numbers.millis(time.p99()) + " ms (p99)");
        }
        if (figures.lateMicros() > LATE_MICROS) {
            remarks.add(what + ": sent up to " + Numbers.millis(figures.lateMicros())
                    + " ms late (p99): too few processors, or connections");
        }
        return remarks;
    }

    private static String reasons(Figures figures) {
        return figures.unexpected().entrySet().stream()
                .map(reason -> Numbers.count(reason.getValue()) + " x " + reason.getKey())
                .collect(Collectors.joining(", "));
    }
}
