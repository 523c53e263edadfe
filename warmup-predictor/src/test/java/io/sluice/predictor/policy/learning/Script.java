package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a policy what happens, in milliseconds, and wakes it when it asked to be. */
final class Script {

    final FakePlanner planner = new FakePlanner();
    final LearningPolicy policy;
    private final Map<Long, CallStarted> calls = new HashMap<>();
    private long now;
    private long number;

    Script() {
        this(Duration.ofMinutes(10));
    }

    Script(Duration tau) {
        this(tau, Long.MAX_VALUE);
    }

    Script(Duration tau, long memoryBytes) {
        this(tau, memoryBytes, 0);
    }

    Script(Duration tau, long memoryBytes, int processors) {
        policy = new LearningPolicy(new PolicySettings(tau, null, memoryBytes, processors, 1, null));
    }

    long now() {
        return now;
    }

    Script advance(long millis) {
        return at(now + millis);
    }

    /** Goes on to a time, and wakes the policy on the way. */
    Script at(long millis) {
        for (long wake = planner.takeWake(); wake <= nanos(millis); wake = planner.takeWake()) {
            policy.wake(Math.max(wake, nanos(now)), planner);
        }
        now = Math.max(now, millis);
        return this;
    }

    /** A call from outside. */
    long call(String function) {
        return call(function, function, 0);
    }

    /** A call from inside another one. */
    long call(String function, long parent) {
        CallStarted caller = calls.get(parent);
        return call(function, caller == null ? function : caller.entry(), parent);
    }

    long call(String function, String entry, long parent) {
        CallStarted caller = calls.get(parent);
        String by = caller == null ? null : caller.function();
        CallStarted started = started(++number, parent, function, entry, by);
        calls.put(number, started);
        tell(started);
        return number;
    }

    private CallStarted started(long call, long parent, String function, String entry, @Nullable String caller) {
        return new CallStarted(call, parent, function, entry, caller, nanos(now));
    }

    void end(long call) {
        CallStarted started = calls.remove(call);
        if (started != null) {
            tell(new CallEnded(call, started.function(), 0, CallEnded.Warmth.WARM, nanos(now)));
        }
    }

    void ready(String function, long millis) {
        tell(new InstanceReady(function, nanos(millis), 256L << 20, nanos(now)));
    }

    /** A call from outside of so many milliseconds, after which it is over. */
    void run(String function, long millis) {
        long call = call(function);
        advance(millis);
        end(call);
    }

    void tell(TraceEvent event) {
        policy.record(event, planner);
    }

    static long nanos(long millis) {
        return 1_000_000 * millis;
    }
}
