package io.sluice.predictor.simulator;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/** Plans what a test says, at the first event, and notes what it is told. */
final class PlanningPolicy implements WarmupPolicy {

    final List<TraceEvent> events = new ArrayList<>();
    private final List<Plan> plans;

    PlanningPolicy(Plan... plans) {
        this.plans = new ArrayList<>(List.of(plans));
    }

    /** A wish for instances at times in seconds. */
    static Plan total(String function, int instances, double from, double until) {
        return total(function, instances, from, until, 1);
    }

    static Plan total(String function, int instances, double from, double until, double value) {
        return new Plan(
                function, -1, Plan.Counting.TOTAL, instances, Traces.seconds(from), Traces.seconds(until), value);
    }

    static Plan free(String function, int instances, double from, double until) {
        return new Plan(function, -2, Plan.Counting.FREE, instances, Traces.seconds(from), Traces.seconds(until), 1);
    }

    @Override
    public String name() {
        return "planning";
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        events.add(event);
        plans.forEach(planner::plan);
        plans.clear();
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
