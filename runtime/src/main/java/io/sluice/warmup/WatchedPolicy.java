package io.sluice.warmup;

import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.policy.learning.LearningPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.HashSet;
import java.util.Set;

/** A policy whose events are recorded and counted on their way, in the order that those who look at them need. */
final class WatchedPolicy implements WarmupPolicy {

    private final LearningPolicy policy;
    private final Keeper keeper;
    private final WarmPools pools;
    private final Recording recording;
    private final PlannedCalls plannedCalls;
    private final Set<String> told = new HashSet<>();

    WatchedPolicy(
            LearningPolicy policy, Keeper keeper, WarmPools pools, Recording recording, PlannedCalls plannedCalls) {
        this.policy = policy;
        this.keeper = keeper;
        this.pools = pools;
        this.recording = recording;
        this.plannedCalls = plannedCalls;
    }

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        recording.add(event);
        plannedCalls.take(event, keeper);
        keeper.observe(event);
        switch (event) {
            case InstanceReady ready -> tellConcurrency(ready.function());
            case CallStarted started -> tellFirst(started.function());
            case CallsExpected expected -> tellFirst(expected.function());
            case CallEnded _ -> {}
        }
        policy.record(event, planner);
    }

    /** Before a function's first calls: they may be many at once, and over before its first instance is ready. */
    private void tellFirst(String function) {
        if (told.add(function)) {
            tellConcurrency(function);
        }
    }

    /** A new version may take another number of calls at once. */
    private void tellConcurrency(String function) {
        pools.kind(function).ifPresent(kind -> policy.setConcurrency(function, kind.concurrency()));
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        policy.wake(nowNanos, planner);
    }
}
