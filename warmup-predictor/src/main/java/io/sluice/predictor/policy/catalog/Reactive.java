package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.TraceEvent;

/** Plans nothing: an instance is started by the call that needs it, and ended as soon as it is idle. */
final class Reactive implements WarmupPolicy {

    @Override
    public String name() {
        return "reactive";
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        // Nothing is learned from it.
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
