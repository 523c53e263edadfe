package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.time.Duration;

/**
 * Holds every instance for the same time after its last call, and starts none ahead, as providers do: ten minutes in Apache
 * OpenWhisk, twenty in Azure Functions, one at Huawei (Shahrad et al., "Serverless in the Wild", ATC'20, section 2; Joosen
 * et al., "How Does It Function?", SoCC'23).
 */
final class FixedKeepAlive implements WarmupPolicy {

    private static final Duration DEFAULT = Duration.ofMinutes(10);

    private final long keepAliveNanos;
    private final Levels levels = new Levels();

    FixedKeepAlive(PolicySettings settings) {
        keepAliveNanos = Durations.keepAlive(settings, DEFAULT).toNanos();
    }

    @Override
    public String name() {
        return Durations.named("fixed", Duration.ofNanos(keepAliveNanos), DEFAULT);
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        switch (event) {
            case CallStarted started -> levels.started(started);
            case CallEnded ended -> hold(ended, planner);
            case InstanceReady _ -> {
                // Only use counts.
            }
        }
    }

    private void hold(CallEnded ended, Planner planner) {
        int level = levels.ended(ended);
        if (level > 0 && keepAliveNanos > 0) {
            planner.plan(new Plan(
                    ended.function(),
                    level,
                    Plan.Counting.TOTAL,
                    level,
                    ended.atNanos(),
                    ended.atNanos() + keepAliveNanos,
                    1));
        }
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
