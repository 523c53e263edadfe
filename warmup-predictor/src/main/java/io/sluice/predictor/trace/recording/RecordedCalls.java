package io.sluice.predictor.trace.recording;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.Trace.Request;
import io.sluice.predictor.trace.source.Requests;
import io.sluice.predictor.trace.source.TraceFormatException;
import io.sluice.predictor.trace.source.TraceFormatException.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The calls of one recording, as its events tell of them. For one thread. */
final class RecordedCalls {

    private static final int DEEPEST = 500;

    private final Requests requests;
    private final Map<Long, RecordedCall> open = new HashMap<>();
    private final List<RecordedCall> outermost = new ArrayList<>();
    private long firstNanos;
    private long lastNanos;
    private boolean begun;

    RecordedCalls(Requests requests) {
        this.requests = requests;
    }

    /** Something happened then. */
    void at(long nanos) {
        firstNanos = begun ? firstNanos : nanos;
        lastNanos = nanos;
        begun = true;
    }

    void start(CallStarted started, Place place) throws TraceFormatException {
        at(started.atNanos());
        requests.count(1, place);
        RecordedCall caller = open.get(started.parent());
        RecordedCall call = new RecordedCall(
                started.function(),
                started.entry(),
                caller == null ? 1 : caller.depth + 1,
                started.atNanos() - firstNanos);
        if (call.depth > DEEPEST) {
            throw new TraceFormatException(place, "calls that are at most " + DEEPEST + " deep", "one that is deeper");
        }
        if (open.putIfAbsent(started.call(), call) != null) {
            throw new TraceFormatException(
                    place, "a call whose number is its own", "one with that of a call in progress, " + started.call());
        }
        if (caller == null) {
            outermost.add(call);
        } else {
            caller.add(call);
        }
    }

    void end(CallEnded ended, Place place) throws TraceFormatException {
        at(ended.atNanos());
        RecordedCall call = open.remove(ended.call());
        if (call == null) {
            return;
        }
        if (!call.function.equals(ended.function())) {
            throw new TraceFormatException(
                    place,
                    "the end of call " + ended.call() + " of " + TraceFormatException.quoted(call.function),
                    "one of " + TraceFormatException.quoted(ended.function()));
        }
        call.end(ended.atNanos() - firstNanos, ended.waitedNanos());
    }

    /** Makes requests of the calls, from an offset on; tells where the recording ends. */
    long finish(long offsetNanos, Predicate<String> keeps) {
        long length = lastNanos - firstNanos;
        open.values().forEach(call -> call.end(length, 0));
        for (RecordedCall call : outermost) {
            if (keeps.test(call.function)) {
                requests.add(new Request(call.entry, call.traced(offsetNanos + call.startNanos())));
            }
        }
        return offsetNanos + length;
    }
}
