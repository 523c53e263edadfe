package io.sluice.predictor.report;

import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.TraceEvent;
import java.util.function.LongSupplier;

/** A policy that is timed: what it takes for its events and wakes, and what carrying out its plans takes at once. */
final class TimedPolicy implements WarmupPolicy {

    private final WarmupPolicy policy;
    private final LongSupplier ticker;
    private long nanos;
    private long events;

    TimedPolicy(WarmupPolicy policy, LongSupplier ticker) {
        this.policy = policy;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        long before = ticker.getAsLong();
        policy.record(event, planner);
        nanos += ticker.getAsLong() - before;
        events++;
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        long before = ticker.getAsLong();
        policy.wake(nowNanos, planner);
        nanos += ticker.getAsLong() - before;
    }

    double nanosPerEvent() {
        return events == 0 ? 0 : (double) nanos / events;
    }
}
