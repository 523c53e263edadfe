package io.sluice.predictor.simulator;

import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.seconds;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TraceEvent;
import io.sluice.predictor.trace.TracedCall;
import org.junit.jupiter.api.Test;

/** How waits add up within a request; a start takes a second. */
class CascadeTest {

    private static final TracedCall CHAIN = call("entry", 0, 3, call("a", 0, 1), call("b", 1, 1), call("c", 2, 1));

    @Test
    void sequentialSteps_allCold_waitOneAfterTheOther() {
        SimulatorResult result = cold(CHAIN);

        assertThat(result.cold()).isEqualTo(4);
        assertThat(result.latency().p50Nanos()).isEqualTo(seconds(4));
        assertThat(result.latency().cascadeFactor()).isEqualTo(4);
        assertThat(result.latency().neverWaitedShare()).isZero();
    }

    @Test
    void sequentialSteps_allStartedWithTheEntry_waitOnce() {
        Trace trace = trace(100, CHAIN);

        SimulatorResult result = new Simulator(trace, SimulatorSettings.DEFAULT).run(new AllAtOnce("a", "b", "c"));

        assertThat(result.latency().cascadeFactor()).isEqualTo(1);
        assertThat(result.cold()).isEqualTo(1);
        assertThat(result.warm()).isEqualTo(3);
        assertThat(result.prestartRecall()).isEqualTo(0.75);
    }

    @Test
    void parallelSteps_allCold_waitOnceBesideEachOther() {
        assertThat(cold(call("entry", 0, 3, call("a", 1, 1), call("b", 1, 1.5), call("c", 1, 2)))
                        .latency()
                        .cascadeFactor())
                .isEqualTo(2);
    }

    @Test
    void nestedSteps_allCold_waitOneInsideTheOther() {
        assertThat(cold(call("entry", 0, 3, call("a", 1, 1.5, call("b", 0.5, 0.5, call("c", 0, 0.1)))))
                        .latency()
                        .cascadeFactor())
                .isEqualTo(4);
    }

    @Test
    void step_isDelayedOnlyByThoseThatHadEndedBeforeIt() {
        // Late are a: 1, b: 1; c comes after a only: 1 + 1; d after all of them: 2 + 1; the entry waits 1 itself.
        SimulatorResult result =
                cold(call("entry", 0, 4, call("a", 0, 1), call("b", 0.5, 2), call("c", 1.2, 0.5), call("d", 2.6, 1)));

        assertThat(result.latency().p50Nanos()).isEqualTo(seconds(4));
    }

    @Test
    void steps_ofNoTimeAtTheSameTime_comeOneAfterTheOther() {
        SimulatorResult result = cold(call("entry", 0, 3, call("a", 1, 0), call("b", 1, 0), call("c", 1, 0)));

        assertThat(result.latency().p50Nanos()).isEqualTo(seconds(4));
    }

    @Test
    void stepThatOutlastsItsCaller_delaysItNot() {
        assertThat(cold(call("entry", 0, 1, call("a", 0.5, 5))).latency().p50Nanos())
                .isEqualTo(seconds(1));
    }

    @Test
    void stepThatOutlastsItsCallerByTheSkewOfClocks_delaysIt() {
        assertThat(cold(call("entry", 0, 1, call("a", 0.5, 0.5005))).latency().p50Nanos())
                .isEqualTo(seconds(2));
    }

    @Test
    void requests_replayedCold_findNothingOfTheRequestBefore() {
        Trace trace = trace(100, call("entry", 0, 1, call("a", 0, 1)), call("entry", 0.5, 1, call("a", 0, 1)));
        SimulatorSettings coldEach = SimulatorSettings.DEFAULT.coldBeforeRequests();

        SimulatorResult reactive = new Simulator(trace, coldEach).run(new PlanningPolicy());
        SimulatorResult held = new Simulator(trace, coldEach)
                .run(new PlanningPolicy(
                        PlanningPolicy.total("entry", 5, 0, 1000), PlanningPolicy.total("a", 5, 0, 1000)));

        assertThat(reactive.latency().cascadeFactor()).isEqualTo(2);
        assertThat(reactive.latency().requests()).isEqualTo(2);
        assertThat(held.cold()).isEqualTo(1 + 2);
        assertThat(held.latency().p99Nanos()).isEqualTo(seconds(2), within(2e7));
    }

    @Test
    void startsThatCompute_shareTheCores() {
        // The entry starts alone: 1 s. Then five starts of a second of computing share two cores: 2.5 s.
        SimulatorResult result = five(SimulatorSettings.DEFAULT.withCores(2, 1, Integer.MAX_VALUE));

        assertThat(result.latency().p50Nanos()).isEqualTo(seconds(3.5));
        assertThat(result.starts().cpuSeconds()).isEqualTo(6);
    }

    @Test
    void startsThatWait_needNoCores() {
        assertThat(five(SimulatorSettings.DEFAULT.withCores(2, 0, Integer.MAX_VALUE))
                        .latency()
                        .p50Nanos())
                .isEqualTo(seconds(2));
    }

    @Test
    void startsThatComputeForAFraction_areSlowedByWhatIsTooMuch() {
        // Five halves keep 2.5 cores busy, and there are 2: 1.25 s.
        assertThat(five(SimulatorSettings.DEFAULT.withCores(2, 0.5, Integer.MAX_VALUE))
                        .latency()
                        .p50Nanos())
                .isEqualTo(seconds(2.25));
    }

    @Test
    void startsAtOnce_areLimited() {
        // Two at a time: the fifth is ready after 3 s.
        assertThat(five(SimulatorSettings.DEFAULT.withCores(2, 1, 2)).latency().p50Nanos())
                .isEqualTo(seconds(4));
    }

    @Test
    void startThatACallWaitsFor_goesBeforePrestarts() {
        Trace trace = trace(100, call("clock", 0, 0), call("f", 10.5, 1), call("p", 50, 0), call("q", 50, 0));

        SimulatorResult result = new Simulator(trace, SimulatorSettings.DEFAULT.withCores(1, 1, 1))
                .run(new PlanningPolicy(
                        PlanningPolicy.total("p", 1, 10, 60, 0.2), PlanningPolicy.total("q", 1, 10, 60, 0.9)));

        // What is worth most starts first and is under way until 11; then f goes first: 1.5 s. The other is ready at
        // 13.
        assertThat(result.latency().p99Nanos()).isGreaterThan(seconds(1.48));
        assertThat(result.functions())
                .filteredOn(it -> it.idleNanos() > 0)
                .extracting(FunctionResult::function, FunctionResult::idleNanos)
                .containsExactly(tuple("p", seconds(50 - 13 + 10)), tuple("q", seconds(50 - 11 + 10)));
    }

    private static SimulatorResult five(SimulatorSettings settings) {
        Trace trace = trace(
                100,
                call(
                        "entry",
                        0,
                        1,
                        call("a", 0, 1),
                        call("b", 0, 1),
                        call("c", 0, 1),
                        call("d", 0, 1),
                        call("e", 0, 1)));
        return new Simulator(trace, settings).run(new PlanningPolicy());
    }

    private static SimulatorResult cold(TracedCall request) {
        return new Simulator(trace(100, request), SimulatorSettings.DEFAULT).run(new PlanningPolicy());
    }

    /** Starts functions when an entry is called. */
    private record AllAtOnce(String... functions) implements WarmupPolicy {

        @Override
        public String name() {
            return "all at once";
        }

        @Override
        public void record(TraceEvent event, Planner planner) {
            if (event instanceof CallStarted started && started.parent() == 0) {
                for (String function : functions) {
                    planner.plan(new Plan(
                            function, 1, Plan.Counting.TOTAL, 1, event.atNanos(), event.atNanos() + seconds(20), 1));
                }
            }
        }

        @Override
        public void wake(long nowNanos, Planner planner) {
            // It asks for no wakes.
        }
    }
}
