package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.simulator.Simulator;
import io.sluice.predictor.simulator.SimulatorResult;
import io.sluice.predictor.simulator.SimulatorSettings;
import io.sluice.predictor.trace.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Replays of small traces; functions start within a second and hold a GiB, so seconds are GB-seconds. */
final class Replays {

    private Replays() {}

    /** With an exchange rate of ten minutes, and all knowledge. */
    static SimulatorResult replay(Trace trace, String policy) {
        return replay(trace, policy, settings(trace, null, Long.MAX_VALUE));
    }

    static SimulatorResult replay(Trace trace, String policy, PolicySettings settings) {
        return new Simulator(trace, SimulatorSettings.DEFAULT.withMemoryBytes(settings.memoryBytes()))
                .run(PolicyCatalog.create(policy, settings));
    }

    static PolicySettings settings(Trace trace, @Nullable Duration keepAlive, long memoryBytes) {
        return new PolicySettings(Duration.ofMinutes(10), keepAlive, memoryBytes, 0, 1, trace);
    }
}
