package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The bound of everything: it knows all calls to come, and starts each instance just in time for its next one. Nothing is
 * idle but between calls that follow each other within the time of a start, and only the first call ever of a function is
 * cold. For times of calls inside others see {@link FutureCalls}: when a first call makes others late, what was started for them
 * waits until they come, for {@value #MOST_LATE_SECONDS} seconds at most.
 */
final class Oracle implements WarmupPolicy {

    private static final long MOST_LATE_SECONDS = 60;
    private static final long MOST_LATE_NANOS = MOST_LATE_SECONDS * 1_000_000_000;

    /** How far ahead plans are handed over: soon enough for every start, and not all at once. */
    private static final long AHEAD_NANOS = 60_000_000_000L;

    private final List<Plan> plans = new ArrayList<>();
    private int next;

    /** The keys of each function's calls to come, in order. */
    private final Map<String, ArrayDeque<Long>> toCome = new HashMap<>();

    Oracle(PolicySettings settings) {
        Map<String, FutureCalls> future = FutureCalls.of("oracle", settings);
        Trace trace = Objects.requireNonNull(settings.future());
        future.forEach((function, calls) -> foresee(function, calls, trace.profile(function)));
        plans.sort(Comparator.comparingLong(Plan::fromNanos)
                .thenComparing(Plan::function)
                .thenComparingLong(Plan::key));
    }

    private void foresee(String function, FutureCalls calls, FunctionProfile profile) {
        ArrayDeque<Long> keys = new ArrayDeque<>();
        for (int i = 0; i < calls.startNanos().length; i++) {
            keys.add((long) i);
            if (i > 0) {
                plans.add(plan(function, calls, i, profile.startNanos()));
            }
        }
        toCome.put(function, keys);
    }

    private static Plan plan(String function, FutureCalls calls, int i, long startNanos) {
        long at = calls.startNanos()[i];
        long idle = calls.idleNanos()[i];
        long ahead = idle == Levels.NEVER ? startNanos : Math.min(idle, startNanos);
        return new Plan(
                function, i, Plan.Counting.TOTAL, calls.level()[i], Math.max(0, at - ahead), at + MOST_LATE_NANOS, 1);
    }

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        handOver(event.atNanos(), planner);
        switch (event) {
            case CallStarted started -> came(started.function(), planner);
            case CallEnded _, InstanceReady _ -> {
                // All that matters is known already.
            }
        }
    }

    private void came(String function, Planner planner) {
        ArrayDeque<Long> keys = toCome.get(function);
        Long key = keys == null ? null : keys.poll();
        if (key != null) {
            planner.withdraw(function, key);
        }
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        handOver(nowNanos, planner);
    }

    private void handOver(long now, Planner planner) {
        while (next < plans.size() && plans.get(next).fromNanos() <= now + AHEAD_NANOS) {
            planner.plan(plans.get(next++));
        }
        if (next < plans.size()) {
            planner.wakeAt(plans.get(next).fromNanos() - AHEAD_NANOS / 2);
        }
    }
}
