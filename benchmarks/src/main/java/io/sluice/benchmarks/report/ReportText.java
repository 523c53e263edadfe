package io.sluice.benchmarks.report;

import io.sluice.benchmarks.jvm.Profile.Share;
import io.sluice.cli.bench.BenchText;
import io.sluice.cli.bench.Figures;
import io.sluice.cli.bench.Numbers;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import io.sluice.cli.load.Statistics;
import java.util.List;
import java.util.Map;

/** A report as people read it. */
public final class ReportText {

    private final Console console;
    private final Report report;

    private ReportText(Console console, Report report) {
        this.console = console;
        this.report = report;
    }

    /** Prints all of it. */
    public static void print(Console console, Report report) {
        new ReportText(console, report).print();
    }

    private void print() {
        line(report.machine().toString());
        report.warmUp().forEach(warmUp -> line(warmUp.name() + ", " + warmUp.text()));
        section(load());
        report.all().forEach(each -> BenchText.remarks(each.name() + ", " + each.load(), each)
                .forEach(this::line));
        report.onAndOff().forEach(each -> {
            line("");
            line("A: " + each.on() + "; B: " + each.off());
            BenchText.comparison(each.comparisons()).print(console);
        });
        if (!report.coldMillis().isEmpty()) {
            section(cold());
        }
        section(memory());
        report.hotSpots().forEach(this::hotSpots);
        section(aims(report.aims()));
    }

    private void line(String text) {
        console.out().println(text);
    }

    private void section(Table table) {
        line("");
        table.print(console);
    }

    private Table load() {
        Table table = new Table(
                "WARM", "LOAD", "CALLS/S", "P50 MS", "P90 MS", "P99 MS", "P99.9", "MAX MS", "ERRORS", "CPU US",
                "GEN US", "ALLOC B");
        String before = "";
        for (Figures each : report.all().toList()) {
            String name = each.name().equals(before) ? "" : each.name();
            before = each.name();
            Double bytes = report.allocatedBytes().get(each.name());
            table.row(
                    name,
                    each.load(),
                    Numbers.rate(each.perSecond()),
                    Numbers.millis(each.latencyMicros().p50()),
                    Numbers.millis(each.latencyMicros().p90()),
                    Numbers.millis(each.latencyMicros().p99()),
                    Numbers.millis(each.latencyMicros().p999()),
                    Numbers.millis(each.latencyMicros().max()),
                    Numbers.count(each.errors()),
                    Numbers.micros(each.runtimeMicros()),
                    Numbers.micros(each.generatorMicros()),
                    name.isEmpty() || bytes == null ? "" : Numbers.count(Math.round(bytes)));
        }
        return table;
    }

    private Table cold() {
        List<Double> millis = report.coldMillis();
        return new Table("COLD START TO FIRST ANSWER", "MEDIAN MS", "BEST", "WORST")
                .row(
                        millis.size() + " instances",
                        Numbers.count(Math.round(Statistics.median(millis))),
                        Numbers.count(Math.round(
                                millis.stream().mapToDouble(it -> it).min().orElse(0))),
                        Numbers.count(Math.round(
                                millis.stream().mapToDouble(it -> it).max().orElse(0))));
    }

    private Table memory() {
        Table table = new Table("RESIDENT MEMORY", "MIB");
        for (Map.Entry<String, Double> each : report.residentMib().entrySet()) {
            table.row(each.getKey(), Numbers.count(Math.round(each.getValue())));
        }
        return table;
    }

    private void hotSpots(HotSpots spots) {
        line("");
        line(spots.name() + ", " + spots.load() + ": " + Numbers.count(spots.samples()) + " samples, "
                + spots.flameGraph());
        shares("WHERE THE TIME GOES", spots.areas()).print(console);
        shares("TOP FRAMES, OWN TIME", spots.frames()).print(console);
    }

    private static Table shares(String title, List<Share> shares) {
        Table table = new Table("OF CPU", title);
        shares.forEach(share -> table.row(Numbers.percent(share.part()), share.name()));
        return table;
    }

    /** How what was measured stands to what is aimed at. */
    public static Table aims(List<Aim> aims) {
        Table table = new Table("AIM", "MEASURED", "BOUND", "");
        aims.forEach(aim -> table.row(
                aim.what(),
                Numbers.plain(aim.measured()),
                (aim.most() ? "<= " : ">= ") + Numbers.plain(aim.bound()),
                aim.reached() ? "reached" : "not reached"));
        return table;
    }
}
