package io.sluice.predictor.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A report as CSV (RFC 4180): a header, and a row for each replay; where there is no value, nothing. */
public final class CsvReport {

    private CsvReport() {}

    /** The text, with a line break at its end. */
    public static String of(Report report) {
        List<ReportColumn> columns = ReportColumns.all();
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(columns.stream().map(ReportColumn::key).toList());
            for (ReportRow row : report.rows()) {
                csv.writeRecord(columns.stream()
                        .map(column -> cell(column.raw(report, row)))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes whatever is written to it", e);
        }
        return text.toString();
    }

    private static String cell(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? "" : value.toString();
    }
}
