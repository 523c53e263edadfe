package io.sluice.predictor.policy.catalog;

import static io.sluice.predictor.policy.catalog.Replays.replay;
import static io.sluice.predictor.policy.catalog.Replays.settings;
import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.predictor.simulator.Simulator;
import io.sluice.predictor.simulator.SimulatorResult;
import io.sluice.predictor.simulator.SimulatorSettings;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TracedCall;
import org.junit.jupiter.api.Test;

class OracleTest {

    @Test
    void oracle_rareCalls_startsEachJustInTime() {
        SimulatorResult result = replay(trace(1102, call("f", 0, 1), call("f", 301, 1), call("f", 1000, 1)), "oracle");

        assertThat(result.cold()).isEqualTo(1);
        assertThat(result.coldFirstUses()).isEqualTo(1);
        assertThat(result.starts().prestarts()).isEqualTo(2);
        assertThat(result.starts().precision()).isEqualTo(1);
        assertThat(result.memory().idleSeconds()).isZero();
        assertThat(result.memory().aheadGbSeconds()).isEqualTo(2);
    }

    @Test
    void oracle_callsWithinAStart_holdsBetweenThem() {
        // The first runs from 1 to 2 since it is cold; the third comes 0.9 s after the end of the second.
        SimulatorResult result = replay(trace(100, call("f", 0, 1), call("f", 2.5, 1), call("f", 4.4, 1)), "oracle");

        assertThat(result.cold()).isEqualTo(1);
        assertThat(result.starts().prestarts()).isZero();
        assertThat(result.memory().idleSeconds()).isEqualTo(0.5 + 0.9, within(1e-9));
    }

    @Test
    void oracle_moreInstancesThanEver_startsThoseToo() {
        SimulatorResult result =
                replay(trace(100, call("f", 0, 1), call("f", 50, 1), call("f", 50, 1), call("f", 50.5, 1)), "oracle");

        assertThat(result.cold()).isEqualTo(1);
        assertThat(result.warm()).isEqualTo(3);
        assertThat(result.starts().prestarts()).isEqualTo(3);
        assertThat(result.memory().idleSeconds()).isZero();
    }

    @Test
    void oracle_pipelinesFoundCold_waitForTheirEntryOnly() {
        TracedCall first = call("entry", 0, 3, call("a", 0.5, 1, call("b", 0.5, 0.5)), call("c", 2, 1));
        TracedCall second = call("entry", 60, 3, call("a", 0.5, 1, call("b", 0.5, 0.5)), call("c", 2, 1));
        Trace trace = trace(100, first, second);
        Simulator simulator = new Simulator(
                trace, SimulatorSettings.DEFAULT.coldBeforeRequests().measuredFrom(50_000_000_000L));

        SimulatorResult result = simulator.run(PolicyCatalog.create("oracle", settings(trace, null, Long.MAX_VALUE)));

        assertThat(result.cold()).isEqualTo(1);
        assertThat(result.warm()).isEqualTo(3);
        assertThat(result.latency().cascadeFactor()).isEqualTo(1);
    }
}
