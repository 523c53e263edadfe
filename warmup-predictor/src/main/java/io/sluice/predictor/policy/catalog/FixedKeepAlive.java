package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.TraceEvent;
import java.time.Duration;

/**
 * Holds every instance for the same time after its last call, and starts none ahead, as providers do: ten minutes in Apache
 * OpenWhisk, twenty in Azure Functions, one at Huawei (Shahrad et al., "Serverless in the Wild", ATC'20, section 2; Joosen
 * et al., "How Does It Function?", SoCC'23).
 */
final class FixedKeepAlive implements WarmupPolicy {

    static final Duration DEFAULT = Duration.ofMinutes(10);

    private final Duration duration;
    private final KeepAlive keepAlive;

    FixedKeepAlive(PolicySettings settings) {
        duration = Durations.keepAlive(settings, DEFAULT);
        keepAlive = new KeepAlive(duration);
    }

    @Override
    public String name() {
        return Durations.named("fixed", duration, DEFAULT);
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        keepAlive.record(event, planner);
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        // It asks for no wakes.
    }
}
