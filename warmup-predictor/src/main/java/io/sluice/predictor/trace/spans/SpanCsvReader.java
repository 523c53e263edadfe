package io.sluice.predictor.trace.spans;

import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.source.CsvRows;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.Times;
import io.sluice.predictor.trace.source.TraceFile;
import io.sluice.predictor.trace.source.TraceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads spans as CSV with the columns {@code trace,span,parent,service,op,start_us,dur_us}: the form in which the traces
 * of Nezha (Yu et al., FSE 2023) are re-exported. A parent of -1 is none; times are in microseconds.
 */
public final class SpanCsvReader implements TraceReader {

    private static final long MOST_MICROS = (long) Times.MOST_SECONDS * 1_000_000;

    @Override
    public String format() {
        return "spans";
    }

    @Override
    public boolean recognises(String name, String firstLine) {
        return firstLine.contains("trace,") && firstLine.contains("start_us") && firstLine.contains("dur_us");
    }

    @Override
    public Trace read(List<Path> files, ReadSettings settings) throws IOException {
        SpanTraces traces = new SpanTraces(settings);
        for (Path file : files) {
            try (CsvRows rows = CsvRows.open(file, settings)) {
                read(rows, new Columns(rows), traces);
            }
        }
        if (traces.isEmpty()) {
            throw new TraceFile(files.getFirst()).empty("spans");
        }
        return traces.trace(TraceFile.title(files));
    }

    private record Columns(int trace, int span, int parent, int service, int operation, int start, int duration) {

        Columns(CsvRows rows) throws IOException {
            this(
                    rows.column("trace"),
                    rows.column("span"),
                    rows.column("parent"),
                    rows.column("service"),
                    rows.column("op"),
                    rows.column("start_us"),
                    rows.column("dur_us"));
        }
    }

    private static void read(CsvRows rows, Columns columns, SpanTraces traces) throws IOException {
        while (rows.next()) {
            long parent = rows.whole(columns.parent, -1, Long.MAX_VALUE);
            traces.add(
                    rows.name(columns.trace),
                    new Span(
                            rows.whole(columns.span, 0, Long.MAX_VALUE),
                            parent < 0 ? Span.NO_PARENT : parent,
                            traces.shared(rows.name(columns.service)),
                            traces.shared(rows.text(columns.operation)),
                            rows.whole(columns.start, 0, MOST_MICROS) * 1000,
                            rows.whole(columns.duration, 0, MOST_MICROS) * 1000,
                            rows.place(columns.start)));
        }
    }
}
