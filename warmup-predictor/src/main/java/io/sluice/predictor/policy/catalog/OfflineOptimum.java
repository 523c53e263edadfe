package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The bound of everything that only keeps instances: it knows when each is used next, holds it when that is within tau, and else
 * ends it at once. So each idle time costs min(idle time, tau), as the optimum of the ski rental problem does (Karlin et al.,
 * "Competitive randomized algorithms for nonuniform problems", SODA'90), and no choice of when to end costs less. For times
 * of calls inside others see {@link FutureCalls}.
 */
final class OfflineOptimum implements WarmupPolicy {

    private final PolicySettings settings;
    private final long tauNanos;
    private final Levels levels = new Levels();
    private final Map<String, long[][]> reached = new HashMap<>();

    OfflineOptimum(PolicySettings settings) {
        this.settings = settings;
        tauNanos = settings.tau().toNanos();
        FutureCalls.of("offline", settings).forEach((function, calls) -> reached.put(function, calls.reachedByLevel()));
    }

    @Override
    public String name() {
        return Durations.named("offline", settings.tau(), PolicySettings.DEFAULT.tau());
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        switch (event) {
            case CallStarted started -> {
                levels.started(started);
                planner.withdraw(started.function(), levels.busy(started.function()));
            }
            case CallEnded ended -> decide(ended, planner);
            case InstanceReady _ -> {
                // Only use counts.
            }
        }
    }

    private void decide(CallEnded ended, Planner planner) {
        String function = ended.function();
        int level = levels.ended(ended);
        long now = ended.atNanos();
        if (level > 0 && nextUse(function, level, now) - now < tauNanos) {
            planner.plan(new Plan(function, level, Plan.Counting.TOTAL, level, now, now + tauNanos, 1));
        }
    }

    private long nextUse(String function, int level, long now) {
        long[][] byLevel = reached.getOrDefault(function, new long[0][]);
        if (level >= byLevel.length) {
            return Long.MAX_VALUE;
        }
        int found = Arrays.binarySearch(byLevel[level], now);
        int next = found < 0 ? -found - 1 : found;
        return next == byLevel[level].length ? Long.MAX_VALUE : byLevel[level][next];
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
