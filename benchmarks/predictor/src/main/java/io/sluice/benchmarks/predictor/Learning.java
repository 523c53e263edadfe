package io.sluice.benchmarks.predictor;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.learning.LearningPolicy;
import io.sluice.predictor.trace.TraceEvent;

/** The learning policy with nobody who carries out its plans, woken when it asks to be. For one thread. */
final class Learning implements Planner {

    private final LearningPolicy policy = new LearningPolicy(PolicySettings.DEFAULT);
    private long wakeAt = Long.MAX_VALUE;
    private long plans;

    LearningPolicy policy() {
        return policy;
    }

    /** How many plans it has made and taken back. */
    long plans() {
        return plans;
    }

    void take(TraceEvent event) {
        while (wakeAt <= event.atNanos()) {
            long due = wakeAt;
            wakeAt = Long.MAX_VALUE;
            policy.wake(due, this);
        }
        policy.record(event, this);
    }

    @Override
    public void plan(Plan plan) {
        plans++;
    }

    @Override
    public void withdraw(String function, long key) {
        plans++;
    }

    @Override
    public void wakeAt(long nanos) {
        wakeAt = Math.min(wakeAt, nanos);
    }

    /** All are warm. */
    @Override
    public int instances(String function) {
        return 1;
    }
}
