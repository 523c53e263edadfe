package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.time.Duration;

/** Holds every instance for one time after its last call. */
final class KeepAlive {

    private final long nanos;
    private final Levels levels = new Levels();

    KeepAlive(Duration keepAlive) {
        nanos = keepAlive.toNanos();
    }

    void record(TraceEvent event, Planner planner) {
        switch (event) {
            case CallStarted started -> levels.started(started);
            case CallEnded ended -> hold(ended, planner);
            case CallsExpected _, InstanceReady _ -> {
                // Only use counts.
            }
        }
    }

    private void hold(CallEnded ended, Planner planner) {
        int level = levels.ended(ended);
        long now = ended.atNanos();
        if (level > 0 && nanos > 0) {
            planner.plan(new Plan(ended.function(), -level, Plan.Counting.TOTAL, level, now, now + nanos, 1));
        }
    }
}
