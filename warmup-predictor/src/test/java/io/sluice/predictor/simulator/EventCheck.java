package io.sluice.predictor.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks that events come in order and make sense, and passes them on. */
final class EventCheck implements WarmupPolicy {

    private final WarmupPolicy policy;
    private final Map<Long, CallStarted> open = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();
    private long now;

    EventCheck(WarmupPolicy policy) {
        this.policy = policy;
    }

    int started() {
        return seen.size();
    }

    int inProgress() {
        return open.size();
    }

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        goOn(event.atNanos());
        switch (event) {
            case CallStarted started -> start(started);
            case CallEnded ended -> end(ended);
            case CallsExpected expected -> assertThat(expected.atOnce()).isPositive();
            case InstanceReady ready -> assertThat(ready.tookNanos()).isNotNegative();
        }
        policy.record(event, planner);
    }

    private void start(CallStarted started) {
        assertThat(seen.add(started.call())).isTrue();
        assertThat(started.parent() == 0).isEqualTo(started.caller() == null);
        assertThat(started.parent() == 0 || seen.contains(started.parent())).isTrue();
        open.put(started.call(), started);
    }

    private void end(CallEnded ended) {
        CallStarted started = open.remove(ended.call());
        assertThat(started).isNotNull();
        assertThat(started.function()).isEqualTo(ended.function());
        assertThat(ended.waitedNanos()).isBetween(0L, ended.atNanos() - started.atNanos());
        assertThat(ended.waitedNanos() > 0 && ended.warmth() == CallEnded.Warmth.WARM)
                .isFalse();
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        goOn(nowNanos);
        policy.wake(nowNanos, planner);
    }

    private void goOn(long nanos) {
        assertThat(nanos).isGreaterThanOrEqualTo(now);
        now = nanos;
    }
}
