package io.sluice.predictor.policy.catalog;

import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.simulator.Simulator;
import io.sluice.predictor.simulator.SimulatorResult;
import io.sluice.predictor.simulator.SimulatorSettings;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TracedCall;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many calls at once after a step of a second, all cold each time, on two cores that starts of 30 ms share. */
class FanOutTest {

    private static final int CORES = 2;
    private static final int WIDTH = 64;
    private static final int REQUESTS = 12;
    private static final int LEARNED_FROM = 4;
    private static final double APART = 60;
    private static final FunctionProfile QUICK = new FunctionProfile(30_000_000, 32L << 20, 1);

    private static Trace requests(double millisEach) {
        double each = millisEach / 1000;
        TracedCall[] all = IntStream.range(0, REQUESTS)
                .mapToObj(request -> call(
                        "entry",
                        request * APART,
                        1.1 + each,
                        Stream.concat(
                                        Stream.of(call("first", 0, 1)),
                                        IntStream.range(0, WIDTH).mapToObj(_ -> call("each", 1.05, each)))
                                .toArray(TracedCall[]::new)))
                .toArray(TracedCall[]::new);
        return trace(REQUESTS * APART, QUICK, all);
    }

    private static SimulatorResult replay(Trace trace, String policy) {
        SimulatorSettings cold = SimulatorSettings.DEFAULT
                .withCores(CORES, 1, CORES)
                .coldBeforeRequests()
                .waitingForBusy()
                .measuredFrom((long) (LEARNED_FROM * APART * 1e9));
        PolicySettings settings = new PolicySettings(Duration.ofMinutes(10), null, Long.MAX_VALUE, CORES, 1, trace);
        return new Simulator(trace, cold).run(PolicyCatalog.create(policy, settings));
    }

    @Test
    void calls_thatWait_findTheirInstancesReady_onceTheStepWasSeen() {
        Trace trace = requests(200);

        SimulatorResult reactive = replay(trace, "reactive");
        SimulatorResult learned = replay(trace, "learned");

        assertThat(reactive.latency().p50Nanos()).isGreaterThan(250e6);
        assertThat(learned.latency().p50Nanos()).isLessThan(120e6);
    }

    @Test
    void calls_thatAreOverSoonerThanAStart_getFewInstances_andAreNoLater() {
        Trace trace = requests(2);

        SimulatorResult reactive = replay(trace, "reactive");
        SimulatorResult learned = replay(trace, "learned");

        assertThat(learned.starts().prestarts()).isLessThanOrEqualTo((REQUESTS - LEARNED_FROM) * (1 + 24));
        assertThat(learned.latency().p50Nanos())
                .isLessThanOrEqualTo(reactive.latency().p50Nanos());
    }
}
