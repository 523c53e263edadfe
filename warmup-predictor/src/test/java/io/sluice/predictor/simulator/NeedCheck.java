package io.sluice.predictor.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks at each call that there are no more instances of its function than its calls in progress and the plans in force,
 * from a simple list, need. Exact where starts take no time and an instance takes one call at once.
 */
final class NeedCheck implements WarmupPolicy {

    private record Key(String function, long key) {}

    private final WarmupPolicy policy;
    private final Map<Key, Plan> plans = new HashMap<>();
    private final Map<String, Integer> busy = new HashMap<>();
    private int checked;

    NeedCheck(WarmupPolicy policy) {
        this.policy = policy;
    }

    int checked() {
        return checked;
    }

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        switch (event) {
            case CallStarted started -> {
                busy.merge(started.function(), 1, Integer::sum);
                check(started, planner);
            }
            case CallEnded ended -> busy.merge(ended.function(), -1, Integer::sum);
            case CallsExpected _, InstanceReady _ -> {
                // It was counted when it was started.
            }
        }
        policy.record(event, listing(planner));
    }

    private void check(CallStarted started, Planner planner) {
        int calls = busy.getOrDefault(started.function(), 0);
        int total = 0;
        int free = 0;
        for (Plan plan : plans.values()) {
            if (plan.function().equals(started.function())
                    && plan.fromNanos() <= started.atNanos()
                    && plan.untilNanos() > started.atNanos()) {
                total = Math.max(total, plan.counting() == Plan.Counting.TOTAL ? plan.instances() : 0);
                free += plan.counting() == Plan.Counting.FREE ? plan.instances() : 0;
            }
        }
        assertThat(planner.instances(started.function()))
                .as("instances of %s at %s", started.function(), started.atNanos())
                .isBetween(calls, Math.max(total, calls + free));
        checked++;
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        policy.wake(nowNanos, listing(planner));
    }

    private Planner listing(Planner planner) {
        return new Planner() {
            @Override
            public void plan(Plan plan) {
                plans.put(new Key(plan.function(), plan.key()), plan);
                planner.plan(plan);
            }

            @Override
            public void withdraw(String function, long key) {
                plans.remove(new Key(function, key));
                planner.withdraw(function, key);
            }

            @Override
            public void wakeAt(long nanos) {
                planner.wakeAt(nanos);
            }

            @Override
            public int instances(String function) {
                return planner.instances(function);
            }
        };
    }
}
