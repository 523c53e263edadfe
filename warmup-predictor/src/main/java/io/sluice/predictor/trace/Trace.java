package io.sluice.predictor.trace;

import java.util.List;
import java.util.Map;

/**
 * What was called, when, and by whom, to be replayed by a simulator.
 *
 * @param name what reports call it
 * @param requests the outermost calls, by offset
 * @param lengthNanos from when to when was recorded; no offset is beyond it
 * @param functions what is known of each function that is called; those that aren't there are
 *     {@link FunctionProfile#DEFAULT}
 */
public record Trace(String name, List<Request> requests, long lengthNanos, Map<String, FunctionProfile> functions) {

    public Trace {
        requests = List.copyOf(requests);
        functions = Map.copyOf(functions);
    }

    /**
     * An outermost call.
     *
     * @param entry what it was: its function, or an operation of it
     */
    public record Request(String entry, TracedCall call) {}

    /** What is known of a function. */
    public FunctionProfile profile(String function) {
        return functions.getOrDefault(function, FunctionProfile.DEFAULT);
    }
}
