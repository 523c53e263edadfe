package io.sluice.predictor.trace.alibaba;

import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.source.CsvRows;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.Times;
import io.sluice.predictor.trace.source.TraceFile;
import io.sluice.predictor.trace.source.TraceReader;
import io.sluice.predictor.trace.spans.SpanTraces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the tables {@code MSCallGraph} of Alibaba's cluster-trace-microservices v2021 and v2022 (Luo et al.,
 * "Characterizing Microservice Dependency and Performance", SoCC 2021, and "The Power of Prediction", SoCC 2022): CSV with
 * the columns {@code timestamp,traceid,rpcid,um,rpctype,interface,dm,rt}, times in milliseconds. A row says that the
 * upstream service {@code um} called the downstream one {@code dm}; call {@code 0.1.2} was made inside {@code 0.1}.
 *
 * <p>A call may have two rows: of the caller, and with its time negated of the callee, which is the one that counts.
 * Calls of databases and caches ({@code db}, {@code mc}) are left out: these aren't started for a call. A call whose
 * caller has no row of its own makes that caller an outermost call.
 */
public final class CallGraphReader implements TraceReader {

    private static final Set<String> STORES = Set.of("db", "mc");
    private static final double MOST_MILLIS = Times.MOST_SECONDS * 1000;

    @Override
    public String format() {
        return "alibaba";
    }

    @Override
    public boolean recognises(String name, String firstLine) {
        return firstLine.contains("traceid") && firstLine.contains("rpc") && firstLine.contains("um");
    }

    @Override
    public Trace read(List<Path> files, ReadSettings settings) throws IOException {
        SpanTraces spans = new SpanTraces(settings);
        Map<String, CallGraph> graphs = new LinkedHashMap<>();
        boolean any = false;
        for (Path file : files) {
            try (CsvRows rows = CsvRows.open(file, settings)) {
                Columns columns = new Columns(rows);
                while (rows.next()) {
                    any = true;
                    read(rows, columns, spans, graphs);
                }
            }
        }
        if (!any) {
            throw new TraceFile(files.getFirst()).empty("calls");
        }
        for (Map.Entry<String, CallGraph> graph : graphs.entrySet()) {
            graph.getValue().addTo(spans, graph.getKey());
        }
        return spans.trace(TraceFile.title(files));
    }

    private record Columns(
            int trace,
            int time,
            int rpc,
            int upstream,
            int type,
            int downstream,
            int operation,
            int took,
            int service) {

        Columns(CsvRows rows) throws IOException {
            this(
                    rows.column("traceid"),
                    rows.column("timestamp"),
                    rows.column("rpcid", "rpc_id"),
                    rows.column("um"),
                    rows.column("rpctype", "rpc_type"),
                    rows.column("dm"),
                    rows.column("interface"),
                    rows.column("rt"),
                    rows.optionalColumn("service"));
        }
    }

    private static void read(CsvRows rows, Columns columns, SpanTraces names, Map<String, CallGraph> graphs)
            throws IOException {
        boolean store = STORES.contains(rows.text(columns.type).toLowerCase(Locale.ROOT));
        double took = rows.number(columns.took, store ? 0 : -MOST_MILLIS, MOST_MILLIS);
        long start = Times.ofMillis(rows.number(columns.time, 0, MOST_MILLIS));
        String rpc = rows.name(columns.rpc);
        if (!rpc.matches("\\d{1,9}(\\.\\d{1,9})*")) {
            throw rows.wrong(columns.rpc, "numbers with dots between, such as 0.1.2");
        }
        String trace = rows.name(columns.trace);
        String operation = rows.text(columns.service >= 0 ? columns.service : columns.operation);
        String upstream = names.shared(rows.text(columns.upstream));
        String downstream = names.shared(rows.text(columns.downstream));
        if (!store) {
            graphs.computeIfAbsent(trace, ignored -> new CallGraph())
                    .add(new CallGraph.Row(
                            rpc,
                            upstream,
                            downstream,
                            names.shared(operation),
                            start,
                            Times.ofMillis(took),
                            rows.place(columns.time)));
        }
    }
}
