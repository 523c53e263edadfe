package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * The bound of everything that only keeps instances: it knows when each is used next, holds it when that is within tau, and else
 * ends it at once. So each idle time costs min(idle time, tau), as the optimum of the ski rental problem does (Karlin et al.,
 * "Competitive randomized algorithms for nonuniform problems", SODA'90), and no choice of when to end costs less.
 *
 * <p>What it knows is when calls come if none waits, see {@link FutureCalls}. While calls of a function are late, because
 * they or something before them waited, it takes the function's next call for the next use of every instance.
 */
final class OfflineOptimum implements WarmupPolicy {

    private final PolicySettings settings;
    private final long tauNanos;
    private final Levels levels = new Levels();
    private final Map<String, Future> futures = new HashMap<>();

    private static final class Future {
        private final FutureCalls calls;
        private final long[][] reached;
        private int came;

        Future(FutureCalls calls) {
            this.calls = calls;
            reached = calls.reachedByLevel();
        }

        /** When an instance is used next that was left for this level. */
        long nextUse(int level, long now) {
            boolean late = level >= reached.length || calls.areLate(came, level - 1, now);
            return late
                    ? Math.min(FutureCalls.firstFrom(calls.startNanos(), now), overdue(now))
                    : FutureCalls.firstFrom(reached[level], now);
        }

        private long overdue(long now) {
            return came < FutureCalls.countBefore(calls.startNanos(), now) ? now : Long.MAX_VALUE;
        }
    }

    OfflineOptimum(PolicySettings settings) {
        this.settings = settings;
        tauNanos = settings.tau().toNanos();
        FutureCalls.of("offline", settings).forEach((function, calls) -> futures.put(function, new Future(calls)));
    }

    @Override
    public String name() {
        return Durations.named("offline", settings.tau(), PolicySettings.DEFAULT.tau());
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        Future future = futures.get(event.function());
        if (future == null) {
            return;
        }
        switch (event) {
            case CallStarted started -> {
                levels.started(started);
                future.came++;
                planner.withdraw(started.function(), levels.busy(started.function()));
            }
            case CallEnded ended -> decide(ended, future, planner);
            case CallsExpected _, InstanceReady _ -> {
                // Only use counts.
            }
        }
    }

    private void decide(CallEnded ended, Future future, Planner planner) {
        String function = ended.function();
        int level = levels.ended(ended);
        long now = ended.atNanos();
        if (level > 0 && future.nextUse(level, now) - now < tauNanos) {
            planner.plan(new Plan(function, level, Plan.Counting.TOTAL, level, now, now + tauNanos, 1));
        }
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
