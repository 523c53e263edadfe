package io.sluice.predictor.policy.catalog;

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
 * The hybrid histogram policy (Shahrad et al., "Serverless in the Wild", ATC'20, section 4). Of each function, as the paper of
 * each application, it keeps a histogram of idle times in 240 bins of a minute. When the bins' counts vary enough (a
 * coefficient of variation of at least 2), the function is ended after a call, started at the 5th percentile of its
 * idle times and held until the 99th, with a margin of 10 % each. Else it is held for the histogram's whole range of four
 * hours. When more than half of the idle times are out of that range, the next one is forecast, with a margin of 15 %.
 *
 * <p>Three things the paper leaves open or does with more: its forecast is ARIMA, with an order chosen by fit; here it is the
 * autoregressive model of order one over the last sixteen idle times. It says that too few idle times are no pattern, but not
 * how many that is; here fewer than {@value #FEWEST}. It manages an application as a whole; here the windows hold for
 * each of its instances from when that was last used, and idle times are those of the first.
 */
final class HybridHistogram implements WarmupPolicy {

    private static final int FEWEST = 5;

    private final Levels levels = new Levels();
    private final Map<String, IdleTimes> idleTimes = new HashMap<>();

    @Override
    public String name() {
        return "hybrid";
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        switch (event) {
            case CallStarted started -> learn(started);
            case CallEnded ended -> foresee(ended, planner);
            case CallsExpected _, InstanceReady _ -> {
                // Only use counts.
            }
        }
    }

    private void learn(CallStarted started) {
        long idle = levels.started(started);
        if (idle != Levels.NEVER && levels.busy(started.function()) == 1) {
            idleTimes(started.function()).add(idle);
        }
    }

    private void foresee(CallEnded ended, Planner planner) {
        int level = levels.ended(ended);
        if (level > 0) {
            IdleTimes.Window window = idleTimes(ended.function()).window();
            planner.plan(new Plan(
                    ended.function(),
                    -level,
                    Plan.Counting.TOTAL,
                    level,
                    ended.atNanos() + window.fromNanos(),
                    ended.atNanos() + window.untilNanos(),
                    1));
        }
    }

    private IdleTimes idleTimes(String function) {
        return idleTimes.computeIfAbsent(function, ignored -> new IdleTimes(FEWEST));
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
