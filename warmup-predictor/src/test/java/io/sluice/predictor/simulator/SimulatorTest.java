package io.sluice.predictor.simulator;

import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.seconds;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.catalog.PolicyCatalog;
import io.sluice.predictor.trace.Trace;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    @Test
    void run_sequentialStepsAllCold_waitsAddUp() {
        // Three steps one after the other inside the entry: four starts of one second, one after the other.
        Trace chain = trace(100, call("entry", 0, 3, call("a", 0, 1), call("b", 1, 1), call("c", 2, 1)));

        SimulatorResult result = run(chain, "reactive");

        assertThat(result.cold()).isEqualTo(4);
        assertThat(result.latency().p50Nanos()).isEqualTo(seconds(4));
        assertThat(result.latency().cascadeFactor()).isEqualTo(4);
    }

    @Test
    void run_parallelStepsAllCold_waitOnce() {
        Trace fan = trace(100, call("entry", 0, 3, call("a", 1, 1), call("b", 1, 1.5), call("c", 1, 2)));

        SimulatorResult result = run(fan, "reactive");

        assertThat(result.cold()).isEqualTo(4);
        assertThat(result.latency().cascadeFactor()).isEqualTo(2);
    }

    @Test
    void run_nestedStepsAllCold_waitsAddUp() {
        Trace nested = trace(100, call("entry", 0, 3, call("a", 1, 1.5, call("b", 0.5, 0.5, call("c", 0, 0.1)))));

        assertThat(run(nested, "reactive").latency().cascadeFactor()).isEqualTo(4);
    }

    @Test
    void run_callThatOutlastsItsCaller_doesNotDelayIt() {
        Trace detached = trace(100, call("entry", 0, 1, call("a", 0.5, 5)));

        assertThat(run(detached, "reactive").latency().p50Nanos()).isEqualTo(seconds(1));
    }

    private static SimulatorResult run(Trace trace, String policy) {
        return new Simulator(trace, SimulatorSettings.DEFAULT)
                .run(PolicyCatalog.create(policy, PolicySettings.DEFAULT));
    }
}
