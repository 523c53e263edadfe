package io.sluice.cli.simulate;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import io.sluice.predictor.report.Report;
import io.sluice.predictor.report.ReportColumn;
import io.sluice.predictor.report.ReportColumns;
import io.sluice.predictor.report.ReportRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report for people, a table for each question, and as a value for JSON. */
public final class ReportText {

    private ReportText() {}

    /** Prints the tables: where the price doesn't matter a row for each policy with its settings, else for each price, too. */
    public static void print(Console console, Report report) {
        List<ReportRow> once = first(report, ReportRow::policy);
        section(console, report, "How calls found their function", once, ReportColumns.COLD);
        section(console, report, "What waiting added to requests", once, ReportColumns.LATENCY);
        section(
                console,
                report,
                "What was held for nothing, and what that and cold starts come to",
                report.rows(),
                ReportColumns.MEMORY);
        section(console, report, "What was started, and what of it ahead of calls", once, ReportColumns.STARTS);
        List<ReportRow> curves = first(report, ReportRow::curve);
        if (once.size() > curves.size()) {
            section(console, report, "Curves against a keep-alive of ten minutes", curves, ReportColumns.PARETO);
        }
    }

    private static List<ReportRow> first(Report report, Function<ReportRow, String> of) {
        Set<String> seen = new HashSet<>();
        return report.rows().stream().filter(row -> seen.add(of.apply(row))).toList();
    }

    private static void section(
            Console console, Report report, String title, List<ReportRow> rows, List<ReportColumn> columns) {
        console.out().println(title);
        boolean priced = columns.equals(ReportColumns.MEMORY);
        List<ReportColumn> names = priced ? ReportColumns.NAMES : ReportColumns.NAMES.subList(0, 1);
        List<ReportColumn> all = Stream.concat(names.stream(), columns.stream()).toList();
        Table table = new Table(all.stream().map(ReportColumn::heading).toArray(String[]::new));
        rows.forEach(row ->
                table.row(all.stream().map(column -> column.text(report, row)).toArray()));
        table.print(console);
        console.out().println();
    }

    /** The report as a value for JSON: rows by the names of their columns; where there is no value, null. */
    public static Map<String, Object> value(Report report) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (ReportRow row : report.rows()) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            ReportColumns.all().forEach(column -> values.put(column.key(), finite(column.raw(report, row))));
            rows.add(values);
        }
        return Map.of("trace", report.trace(), "rows", rows);
    }

    private static @Nullable Object finite(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? null : value;
    }
}
