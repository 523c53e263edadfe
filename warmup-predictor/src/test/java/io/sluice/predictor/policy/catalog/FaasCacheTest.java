package io.sluice.predictor.policy.catalog;

import static io.sluice.predictor.policy.catalog.Replays.replay;
import static io.sluice.predictor.policy.catalog.Replays.settings;
import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.simulator.FunctionResult;
import io.sluice.predictor.simulator.Simulator;
import io.sluice.predictor.simulator.SimulatorResult;
import io.sluice.predictor.simulator.SimulatorSettings;
import io.sluice.predictor.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaasCacheTest {

    /**
     * Each holds a GiB and starts within a second, and there are two GiB. At 30 the priorities are a: 0 + 2 x 1 / 1 = 2 and b: 1, so b goes
     * though it was used last, and the clock is 1. c gets 1 + 1 = 2, and a 1 + 3 = 4 at 35. At 40 c goes, the clock is 2, and b,
     * whose frequency was forgotten, gets 2 + 1 = 3.
     */
    private static final Trace TRACE = trace(
            60,
            call("a", 0, 1),
            call("a", 10, 1),
            call("b", 20, 1),
            call("c", 30, 1),
            call("a", 35, 1),
            call("b", 40, 1),
            call("a", 50, 1));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void faascache_needsMemory_endsTheLowestPriority(boolean poolIsLimited) {
        PolicySettings settings = settings(TRACE, null, 2L << 30);
        SimulatorSettings node =
                poolIsLimited ? SimulatorSettings.DEFAULT.withMemoryBytes(2L << 30) : SimulatorSettings.DEFAULT;

        SimulatorResult result = new Simulator(TRACE, node).run(PolicyCatalog.create("faascache", settings));

        assertThat(result.functions())
                .extracting(FunctionResult::function, FunctionResult::warm, FunctionResult::cold)
                .containsExactly(tuple("a", 3L, 1L), tuple("b", 0L, 2L), tuple("c", 0L, 1L));
        assertThat(result.memory().overshoots()).isZero();
        // a: 2-10, 11-35, 36-50, 51-60; b: 22-30, 42-60; c: 32-40.
        assertThat(result.memory().idleSeconds()).isEqualTo(8 + 24 + 14 + 9 + 8 + 18 + 8);
    }

    @Test
    void faascache_withEnoughMemory_endsNothing() {
        SimulatorResult result = replay(TRACE, "faascache");

        assertThat(result.cold()).isEqualTo(3);
        assertThat(result.starts().starts()).isEqualTo(3);
    }

    @Test
    void faascache_severalInstances_givesUpTheOneUsedLongestAgo() {
        // Two of a, of which one is used again: priorities 2 (or less) and 3. b needs memory: the other of a goes.
        Trace trace =
                trace(100, call("a", 0, 1), call("a", 0, 1), call("a", 10, 1), call("b", 20, 1), call("a", 30, 1));

        SimulatorResult result = replay(trace, "faascache", settings(trace, null, 2L << 30));

        assertThat(result.cold()).isEqualTo(3);
        assertThat(result.warm()).isEqualTo(2);
        assertThat(result.memory().peakBytes()).isEqualTo(2L << 30);
    }
}
