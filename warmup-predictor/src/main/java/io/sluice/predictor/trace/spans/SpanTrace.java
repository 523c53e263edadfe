package io.sluice.predictor.trace.spans;

import io.sluice.predictor.trace.Trace.Request;
import io.sluice.predictor.trace.TracedCall;
import io.sluice.predictor.trace.source.Times;
import io.sluice.predictor.trace.source.TraceFormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The spans of one trace, which become the outermost calls that they tell of. */
final class SpanTrace {

    private static final int DEEPEST = 500;

    /** The clocks of two machines differ by less, or something is wrong with the trace. */
    private static final long MOST_SKEW = Times.MINUTE;

    private final Map<Long, Span> spans = new HashMap<>();
    private final Map<Long, List<Span>> parts = new HashMap<>();
    private int placed;

    /** A trace of these spans; of those with one number, as where files overlap, only the first counts. */
    SpanTrace(List<Span> found) {
        found.forEach(span -> spans.putIfAbsent(span.id(), span));
    }

    /** The outermost calls: of spans without a parent, or whose parent was not recorded. */
    List<Request> requests(long zeroNanos) throws TraceFormatException {
        List<Span> roots = new ArrayList<>();
        for (Span span : spans.values()) {
            if (spans.containsKey(span.parent())) {
                parts.computeIfAbsent(span.parent(), ignored -> new ArrayList<>())
                        .add(span);
            } else {
                roots.add(span);
            }
        }
        List<Request> requests = new ArrayList<>();
        for (Span root : sorted(roots)) {
            String entry = root.service() + " " + operation(root);
            requests.add(new Request(entry, call(root, root.startNanos() - zeroNanos, 1)));
        }
        if (placed < spans.size()) {
            throw new TraceFormatException(
                    inCircle().place(),
                    "a span that is in the end part of one without a parent",
                    "a circle of parents");
        }
        return requests;
    }

    private Span inCircle() {
        return spans.values().stream().filter(this::hasNoRoot).findFirst().orElseThrow();
    }

    private boolean hasNoRoot(Span span) {
        Span above = span;
        for (int steps = 0; steps <= spans.size(); steps++) {
            Span next = spans.get(above.parent());
            if (next == null) {
                return false;
            }
            above = next;
        }
        return true;
    }

    /**
     * What a request is for: the operation of its outermost span. Where that is a wildcard, as of a gateway, it is the
     * first operation of another service: what the gateway knew from the path of the request.
     */
    private String operation(Span root) {
        if (!root.operation().endsWith("*")) {
            return root.operation();
        }
        return sorted(ofOthers(root, own(root))).stream()
                .findFirst()
                .map(Span::operation)
                .orElse(root.operation());
    }

    /** The call of a service that begins with a span: all that the service does in it, and what it calls meanwhile. */
    private TracedCall call(Span first, long offsetNanos, int depth) throws TraceFormatException {
        if (depth > DEEPEST) {
            throw new TraceFormatException(
                    first.place(), "calls that are at most " + DEEPEST + " deep", "one that is deeper");
        }
        List<Span> own = own(first);
        placed += own.size();
        List<TracedCall> calls = new ArrayList<>();
        for (Span other : sorted(ofOthers(first, own))) {
            calls.add(call(other, offset(first, other), depth + 1));
        }
        long end = own.stream().mapToLong(Span::endNanos).max().orElse(first.endNanos());
        return new TracedCall(first.service(), offsetNanos, end - first.startNanos(), calls);
    }

    private static long offset(Span caller, Span callee) throws TraceFormatException {
        long offset = callee.startNanos() - caller.startNanos();
        if (offset < -MOST_SKEW) {
            throw new TraceFormatException(
                    callee.place(),
                    "a start that is not before the caller's (line "
                            + caller.place().line() + ")",
                    "one that is " + -offset / Times.SECOND + " s before it");
        }
        return Math.max(0, offset);
    }

    /** A span and those of the same service below it, without another service between. */
    private List<Span> own(Span first) {
        List<Span> own = new ArrayList<>();
        Deque<Span> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            Span span = open.pop();
            own.add(span);
            for (Span part : parts.getOrDefault(span.id(), List.of())) {
                if (part.service().equals(first.service())) {
                    open.push(part);
                }
            }
        }
        return own;
    }

    private List<Span> ofOthers(Span first, List<Span> own) {
        List<Span> others = new ArrayList<>();
        for (Span span : own) {
            for (Span part : parts.getOrDefault(span.id(), List.of())) {
                if (!part.service().equals(first.service())) {
                    others.add(part);
                }
            }
        }
        return others;
    }

    /** By start; where that is equal by number, so that the order does not depend on a map's. */
    private static List<Span> sorted(List<Span> spans) {
        spans.sort(Comparator.comparingLong(Span::startNanos).thenComparingLong(Span::id));
        return spans;
    }
}
