package io.sluice.benchmarks.report;

import io.sluice.benchmarks.load.Outcome;
import io.sluice.cli.console.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that one run measured.
 *
 * @param machine processors and versions, by name
 * @param load warm calls
 * @param coldMillis each cold start, from the call to its answer, in milliseconds
 * @param residentMib resident memory after the load, by process
 */
public record Report(
        Map<String, String> machine, List<Figure> load, List<Double> coldMillis, Map<String, Double> residentMib) {

    /** Calls that were not answered as expected. */
    public long errors() {
        return load.stream().mapToLong(figure -> figure.outcome().errors()).sum();
    }

    /** The figures of the load. */
    public Table loadTable() {
        Table table =
                new Table("WARM", "IN FLIGHT", "P50 MS", "P99 MS", "CALLS/S", "CALLS", "ERRORS", "RUNTIME CPU US");
        for (Figure figure : load) {
            Outcome outcome = figure.outcome();
            table.row(
                    figure.what(),
                    outcome.inFlight(),
                    text("%.3f", outcome.p50Micros() / 1e3),
                    text("%.3f", outcome.p99Micros() / 1e3),
                    text("%,.0f", outcome.perSecond()),
                    text("%,d", outcome.calls()),
                    outcome.errors(),
                    text("%.0f", figure.runtimeMicros()));
        }
        return table;
    }

    /** The figures of the starts. */
    public Table coldTable() {
        return new Table("COLD START TO FIRST ANSWER", "MEDIAN MS", "BEST", "WORST")
                .row(
                        coldMillis.size() + " instances",
                        text("%.0f", Outcome.median(coldMillis)),
                        text(
                                "%.0f",
                                coldMillis.stream().mapToDouble(it -> it).min().orElse(0)),
                        text(
                                "%.0f",
                                coldMillis.stream().mapToDouble(it -> it).max().orElse(0)));
    }

    /** The figures of the memory. */
    public Table memoryTable() {
        Table table = new Table("RESIDENT MEMORY", "MIB");
        residentMib.forEach((process, mib) -> table.row(process, text("%.0f", mib)));
        return table;
    }

    private static String text(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
