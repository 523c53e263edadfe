package io.sluice.predictor.report;

import java.util.Locale;
import java.util.function.BiFunction;

/**
 * A column of the report.
 *
 * @param key its name in CSV and JSON, with its unit
 * @param heading its name in tables
 * @param decimals how many decimals tables show; 0 for whole numbers
 * @param scale what tables multiply its values by
 * @param value its value in a row: a text, a number, or NaN where there is none
 */
public record ReportColumn(
        String key, String heading, int decimals, double scale, BiFunction<Report, ReportRow, Object> value) {

    /** What a table shows. */
    public String text(Report report, ReportRow row) {
        Object raw = value.apply(report, row);
        if (!(raw instanceof Number number)) {
            return raw.toString();
        }
        double shown = number.doubleValue() * scale;
        return Double.isNaN(shown) || Double.isInfinite(shown)
                ? "-"
                : String.format(Locale.ROOT, "%,." + decimals + "f", shown);
    }

    /** The value itself. */
    public Object raw(Report report, ReportRow row) {
        return value.apply(report, row);
    }
}
