package io.sluice.predictor.trace.source;

import io.sluice.predictor.trace.Trace.Request;
import io.sluice.predictor.trace.TracedCall;
import io.sluice.predictor.trace.source.TraceFormatException.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Outermost calls as a reader finds them, in any order; no more than fit. For one thread. */
public final class Requests {

    private final List<Request> requests = new ArrayList<>();
    private final long most;
    private long calls;

    public Requests(ReadSettings settings) {
        most = settings.mostCalls();
    }

    /** Adds an outermost call that calls nothing and was {@linkplain #count counted}. */
    public void add(String entry, String function, long offsetNanos, long durationNanos) {
        add(new Request(entry, new TracedCall(function, offsetNanos, durationNanos, List.of())));
    }

    /** Adds an outermost call whose calls were {@linkplain #count counted}. */
    public void add(Request request) {
        requests.add(request);
    }

    /** Counts calls before they are made. */
    public void count(long more, Place place) throws TraceFormatException {
        calls += more;
        if (calls > most) {
            throw new TraceFormatException(
                    place, "no more than " + most + " calls, which is what fits into memory", "more; take a sample");
        }
    }

    /** All of them, by offset; those of one offset as they were added. */
    public List<Request> sorted() {
        requests.sort(Comparator.comparingLong(request -> request.call().offsetNanos()));
        return requests;
    }
}
