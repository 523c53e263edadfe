package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes what is planned, and has as many instances as it is told. */
final class FakePlanner implements Planner {

    private record Key(String function, long key) {}

    private final Map<Key, Plan> plans = new LinkedHashMap<>();
    private final List<Plan> made = new ArrayList<>();
    private final Map<String, Integer> instances = new HashMap<>();
    private long wakeAt = Long.MAX_VALUE;

    @Override
    public void plan(Plan plan) {
        plans.put(new Key(plan.function(), plan.key()), plan);
        made.add(plan);
    }

    @Override
    public void withdraw(String function, long key) {
        plans.remove(new Key(function, key));
    }

    @Override
    public void wakeAt(long nanos) {
        wakeAt = Math.min(wakeAt, nanos);
    }

    @Override
    public int instances(String function) {
        return instances.getOrDefault(function, 0);
    }

    void setInstances(String function, int number) {
        instances.put(function, number);
    }

    @Nullable
    Plan find(String function, long key) {
        return plans.get(new Key(function, key));
    }

    /** All that were ever made. */
    List<Plan> made() {
        return made;
    }

    /** What is planned for a request. */
    List<Plan> of(long request) {
        return plans.values().stream().filter(plan -> plan.key() == request).toList();
    }

    long takeWake() {
        long at = wakeAt;
        wakeAt = Long.MAX_VALUE;
        return at;
    }
}
