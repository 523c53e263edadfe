package io.sluice.predictor.trace;

import java.util.List;

/**
 * A call as a trace tells it, with the calls that were made inside it. A call that had to wait for an instance in the trace
 * is told as if it hadn't.
 *
 * @param function what was called
 * @param offsetNanos when, from the start of the call that made it; of an outermost call, from the start of the trace
 * @param durationNanos how long it ran, the calls inside included
 * @param calls those made inside it, by offset
 */
public record TracedCall(String function, long offsetNanos, long durationNanos, List<TracedCall> calls) {

    public TracedCall {
        if (offsetNanos < 0 || durationNanos < 0) {
            throw new IllegalArgumentException(
                    "call of '" + function + "': offset and duration must not be negative, were " + offsetNanos
                            + " and " + durationNanos + " ns");
        }
        calls = List.copyOf(calls);
    }
}
