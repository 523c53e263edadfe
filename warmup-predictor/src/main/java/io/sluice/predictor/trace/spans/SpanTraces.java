package io.sluice.predictor.trace.spans;

import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.Trace.Request;
import io.sluice.predictor.trace.source.ReadSettings;
import io.sluice.predictor.trace.source.Requests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the spans of traces, in any order, and makes calls of them: A calls B where a span's parent is of another
 * service; spans of the service that called are part of the call they were made in. A callee that seems to begin
 * before its caller, since two clocks differ, begins with it. For one thread.
 */
public final class SpanTraces {

    private final ReadSettings settings;
    private final Requests requests;
    private final Map<String, List<Span>> traces = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> services = new HashSet<>();
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    public SpanTraces(ReadSettings settings) {
        this.settings = settings;
        requests = new Requests(settings);
    }

    /** One text for all that are equal: millions of spans have few names. */
    public String shared(String name) {
        String first = names.putIfAbsent(name, name);
        return first == null ? name : first;
    }

    /** Adds a span of a trace. */
    public void add(String trace, Span span) throws IOException {
        requests.count(1, span.place());
        traces.computeIfAbsent(trace, ignored -> new ArrayList<>()).add(span);
        services.add(span.service());
        firstNanos = Math.min(firstNanos, span.startNanos());
        lastNanos = Math.max(lastNanos, span.endNanos());
    }

    /** Whether there is no span yet. */
    public boolean isEmpty() {
        return traces.isEmpty();
    }

    /** All calls of the functions that are wanted; what was collected is used up. */
    public Trace trace(String name) throws IOException {
        Iterator<List<Span>> each = traces.values().iterator();
        while (each.hasNext()) {
            SpanTrace trace = new SpanTrace(each.next());
            each.remove();
            for (Request request : trace.requests(firstNanos)) {
                if (settings.keeps().test(request.call().function())) {
                    requests.add(request);
                }
            }
        }
        Map<String, FunctionProfile> profiles = new HashMap<>();
        services.forEach(service -> profiles.put(service, settings.profile()));
        return new Trace(name, requests.sorted(), services.isEmpty() ? 0 : lastNanos - firstNanos, profiles);
    }
}
