package io.sluice.predictor.trace.spans;

import io.sluice.predictor.trace.source.TraceFormatException.Place;

/**
 * A piece of work in a service, as a tracer saw it.
 *
 * @param id its number within its trace
 * @param parent the span that it is part of, in this service or another; {@link #NO_PARENT} for the outermost
 * @param service where it ran; a function to the predictor
 * @param operation what it did
 * @param startNanos when it began, of a clock that all spans share more or less
 * @param durationNanos how long it took
 * @param place where it stands
 */
public record Span(
        long id, long parent, String service, String operation, long startNanos, long durationNanos, Place place) {

    /** The parent of a span that has none. */
    public static final long NO_PARENT = Long.MIN_VALUE;

    long endNanos() {
        return startNanos + durationNanos;
    }
}
