package io.sluice.predictor.simulator;

import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TracedCall;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small traces by hand; times in seconds. */
public final class Traces {

    private Traces() {}

    public static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }

    public static TracedCall call(String function, double offset, double duration, TracedCall... inside) {
        return new TracedCall(function, seconds(offset), seconds(duration), List.of(inside));
    }

    /** A trace whose functions all have that profile. */
    public static Trace trace(double length, FunctionProfile profile, TracedCall... requests) {
        Map<String, FunctionProfile> functions = new HashMap<>();
        Arrays.stream(requests).forEach(call -> addProfiles(call, profile, functions));
        return new Trace(
                "by hand",
                Arrays.stream(requests)
                        .map(call -> new Trace.Request(call.function(), call))
                        .toList(),
                seconds(length),
                functions);
    }

    /** A trace of functions that start within a second and hold 1 GiB, so that GB-seconds are seconds. */
    public static Trace trace(double length, TracedCall... requests) {
        return trace(length, new FunctionProfile(seconds(1), 1L << 30, 1), requests);
    }

    private static void addProfiles(TracedCall call, FunctionProfile profile, Map<String, FunctionProfile> functions) {
        functions.put(call.function(), profile);
        call.calls().forEach(inside -> addProfiles(inside, profile, functions));
    }
}
