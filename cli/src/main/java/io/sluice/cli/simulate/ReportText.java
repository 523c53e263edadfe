package io.sluice.cli.simulate;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import io.sluice.predictor.report.Report;
import io.sluice.predictor.report.ReportColumn;
import io.sluice.predictor.report.ReportColumns;
import io.sluice.predictor.report.ReportRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report for people, a table for each question, and as a value for JSON. */
public final class ReportText {

    private ReportText() {}

    /** Prints the tables. */
    public static void print(Console console, Report report) {
        section(console, report, "How calls found their function", ReportColumns.COLD);
        section(console, report, "What waiting added to requests", ReportColumns.LATENCY);
        section(console, report, "What was held for nothing, and what it comes to", ReportColumns.MEMORY);
        section(console, report, "What was started, and ahead of calls", ReportColumns.STARTS);
        if (report.rows().stream().map(ReportRow::policy).distinct().count() > 1) {
            section(console, report, "The curve of each policy against fixed 10 min", ReportColumns.PARETO);
        }
    }

    private static void section(Console console, Report report, String title, List<ReportColumn> columns) {
        console.out().println(title);
        List<ReportColumn> all =
                Stream.concat(ReportColumns.NAMES.stream(), columns.stream()).toList();
        Table table = new Table(all.stream().map(ReportColumn::heading).toArray(String[]::new));
        report.rows()
                .forEach(row -> table.row(
                        all.stream().map(column -> column.text(report, row)).toArray()));
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
