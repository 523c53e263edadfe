package io.sluice.predictor.report;

import io.sluice.predictor.simulator.SimulatorResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All columns of the report, in sections that fit next to each other on a terminal. */
public final class ReportColumns {

    private static final double PERCENT = 100;
    private static final double MILLIS = 1e-6;

    /** Which policy with which setting. */
    public static final List<ReportColumn> NAMES = List.of(
            new ReportColumn("policy", "POLICY", 0, 1, (report, row) -> row.policy()),
            new ReportColumn("tau", "TAU", 0, 1, (report, row) -> text(row.tau())));

    /** How calls found their function. */
    public static final List<ReportColumn> COLD = List.of(
            whole("calls", "CALLS", SimulatorResult::calls),
            whole("warm", "WARM", SimulatorResult::warm),
            whole("partial", "PARTIAL", SimulatorResult::partial),
            whole("cold", "COLD", SimulatorResult::cold),
            whole("coldFirstUses", "FIRST", SimulatorResult::coldFirstUses),
            number("coldRate", "COLD %", 2, PERCENT, SimulatorResult::coldRate),
            number("functionColdRateP50", "FN P50", 1, PERCENT, result -> result.coldRate(0.5)),
            number("functionColdRateP75", "P75", 1, PERCENT, result -> result.coldRate(0.75)),
            number("functionColdRateP90", "P90", 1, PERCENT, result -> result.coldRate(0.9)));

    /** What waiting added to requests. */
    public static final List<ReportColumn> LATENCY = List.of(
            whole("requests", "REQUESTS", result -> result.latency().requests()),
            number("addedMeanNanos", "MEAN MS", 2, MILLIS, result -> result.latency()
                    .meanNanos()),
            number("addedP50Nanos", "P50", 1, MILLIS, result -> result.latency().p50Nanos()),
            number("addedP95Nanos", "P95", 1, MILLIS, result -> result.latency().p95Nanos()),
            number("addedP99Nanos", "P99", 1, MILLIS, result -> result.latency().p99Nanos()),
            number("cascadeFactor", "CASCADE", 2, 1, result -> result.latency().cascadeFactor()),
            number("neverWaited", "NO WAIT %", 2, PERCENT, result -> result.latency()
                    .neverWaitedShare()),
            number("warmEntryInnerWaits", "INNER WAIT %", 3, PERCENT, result -> result.latency()
                    .innerWaitShare()));

    /** What it took of memory, and what that and the waiting come to. */
    public static final List<ReportColumn> MEMORY = List.of(
            number("wastedGbSeconds", "WASTED GB S", 0, 1, result -> result.memory()
                    .wastedGbSeconds()),
            relative("wasteRelative", "X FIXED", ReportRow::wasteRelativeTo),
            number("idleSeconds", "IDLE S", 0, 1, result -> result.memory().idleSeconds()),
            new ReportColumn(
                    "costSeconds", "COST S", 0, 1, (report, row) -> row.result().cost(row.tau())),
            relative("costRelative", "X FIXED", ReportRow::costRelativeTo),
            number("rumSeconds", "RUM S", 0, 1, SimulatorResult::rum),
            relative("rumRelative", "X FIXED", ReportRow::rumRelativeTo),
            number("peakBytes", "PEAK MIB", 0, 1.0 / (1 << 20), result -> result.memory()
                    .peakBytes()));

    /** What was started ahead. */
    public static final List<ReportColumn> STARTS = List.of(
            whole("starts", "STARTS", result -> result.starts().starts()),
            number("startCpuSeconds", "CPU S", 0, 1, result -> result.starts().cpuSeconds()),
            whole("prestarts", "AHEAD", result -> result.starts().prestarts()),
            whole("prestartsUsed", "USED", result -> result.starts().used()),
            number("prestartsPerThousandCalls", "/1000", 1, 1, SimulatorResult::prestartsPerThousandCalls),
            number("prestartPrecision", "PRECISION", 3, 1, result -> result.starts()
                    .precision()),
            number("prestartRecall", "RECALL", 3, 1, SimulatorResult::prestartRecall),
            number("prestartLeadMedianNanos", "LEAD MS", 0, MILLIS, result -> result.starts()
                    .medianLeadNanos()),
            new ReportColumn("nanosPerEvent", "NS/EVENT", 0, 1, (report, row) -> row.nanosPerEvent()));

    /** The policy's curve against the keep-alive of ten minutes. */
    public static final List<ReportColumn> PARETO = List.of(
            new ReportColumn(
                    "wasteAtEqualCold", "WASTE AT EQUAL COLD", 2, 1, (report, row) -> report.wasteAtEqualCold(row)
                            .orElse(Double.NaN)),
            new ReportColumn(
                    "coldAtEqualWaste", "COLD AT EQUAL WASTE", 2, 1, (report, row) -> report.coldAtEqualWaste(row)
                            .orElse(Double.NaN)));

    private ReportColumns() {}

    /** All of them. */
    public static List<ReportColumn> all() {
        return Stream.of(NAMES, COLD, LATENCY, MEMORY, STARTS, PARETO)
                .flatMap(List::stream)
                .toList();
    }

    /** A duration as people and the command line write it, such as 10m or 1h30m. */
    public static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static ReportColumn whole(String key, String heading, Function<SimulatorResult, Long> value) {
        return new ReportColumn(key, heading, 0, 1, (report, row) -> value.apply(row.result()));
    }

    private static ReportColumn number(
            String key, String heading, int decimals, double scale, ToDoubleFunction<SimulatorResult> value) {
        return new ReportColumn(key, heading, decimals, scale, (report, row) -> value.applyAsDouble(row.result()));
    }

    private interface Relative {
        double of(ReportRow row, SimulatorResult reference);
    }

    private static ReportColumn relative(String key, String heading, Relative value) {
        return new ReportColumn(key, heading, 2, 1, (report, row) -> value.of(row, report.reference()));
    }
}
