package io.sluice.predictor.trace.alibaba;

import io.sluice.predictor.trace.source.Mix;
import io.sluice.predictor.trace.source.TraceFormatException.Place;
import io.sluice.predictor.trace.spans.Span;
import io.sluice.predictor.trace.spans.SpanTraces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls of one trace. For one thread. */
final class CallGraph {

    private final Map<String, Row> rows = new LinkedHashMap<>();

    /**
     * A call.
     *
     * @param rpc its place in the tree of calls, such as 0.1.2
     * @param tookNanos as the caller saw it, or negated as the callee did
     */
    record Row(
            String rpc,
            String upstream,
            String downstream,
            String operation,
            long startNanos,
            long tookNanos,
            Place place) {

        /** The call that this one was made in; empty for the outermost. */
        String parent() {
            int dot = rpc.lastIndexOf('.');
            return dot < 0 ? "" : rpc.substring(0, dot);
        }

        boolean ofCallee() {
            return tookNanos < 0;
        }

        long durationNanos() {
            return Math.abs(tookNanos);
        }
    }

    /** Adds a row; of two for one call that of the callee counts, else the first. */
    void add(Row row) {
        rows.merge(row.rpc, row, (there, more) -> more.ofCallee() && !there.ofCallee() ? more : there);
    }

    /** Adds every call, and callers that have no row of their own, as spans of a trace. */
    void addTo(SpanTraces spans, String trace) throws IOException {
        Map<String, List<Row>> orphans = new LinkedHashMap<>();
        Map<String, String> callers = new LinkedHashMap<>();
        for (Row row : rows.values()) {
            String parent = row.parent();
            if (isKnown(row.upstream)) {
                callers.putIfAbsent(parent, row.upstream);
                if (!rows.containsKey(parent)) {
                    orphans.computeIfAbsent(parent, ignored -> new ArrayList<>())
                            .add(row);
                }
            }
        }
        for (Row row : rows.values()) {
            String service = isKnown(row.downstream) ? row.downstream : callers.getOrDefault(row.rpc, row.downstream);
            if (isKnown(service)) {
                spans.add(trace, span(row.rpc, row.parent(), service, row, row.startNanos, row.durationNanos()));
            }
        }
        for (Map.Entry<String, List<Row>> inside : orphans.entrySet()) {
            addCaller(spans, trace, inside.getKey(), inside.getValue());
        }
    }

    private static void addCaller(SpanTraces spans, String trace, String rpc, List<Row> calls) throws IOException {
        Row first =
                calls.stream().min(Comparator.comparingLong(Row::startNanos)).orElseThrow();
        long end = calls.stream()
                .mapToLong(row -> row.startNanos + row.durationNanos())
                .max()
                .orElseThrow();
        Span caller = span(rpc, "none", first.upstream, first, first.startNanos, end - first.startNanos);
        spans.add(trace, caller);
    }

    private static Span span(String rpc, String parent, String service, Row row, long start, long duration) {
        return new Span(
                Mix.hash(rpc),
                parent.equals("none") ? Span.NO_PARENT : Mix.hash(parent),
                service,
                row.operation,
                start,
                duration,
                row.place);
    }

    /** What callers outside and callees that were not recorded are called, in one version or the other. */
    private static boolean isKnown(String service) {
        return !service.isEmpty()
                && !service.equals("(?)")
                && !service.equalsIgnoreCase("unknown")
                && !service.equalsIgnoreCase("nan")
                && !service.equalsIgnoreCase("user");
    }
}
