package io.sluice.predictor.simulator;

import static io.sluice.predictor.simulator.PlanningPolicy.free;
import static io.sluice.predictor.simulator.PlanningPolicy.total;
import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.seconds;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TraceEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Functions start within a second and hold a GiB, so seconds are GB-seconds. "clock" is a call that makes plans be made. */
class SimulatorTest {

    @Test
    void call_thatFindsAnInstanceStarting_waitsForTheRest() {
        Trace trace = trace(100, call("clock", 0, 0), call("f", 10.4, 1));

        SimulatorResult result = run(trace, new PlanningPolicy(total("f", 1, 10, 20)));

        assertThat(function(result, "f").partial()).isEqualTo(1);
        assertThat(result.latency().p99Nanos()).isGreaterThan(seconds(0.6));
        assertThat(result.starts().prestarts()).isEqualTo(1);
        assertThat(result.starts().used()).isEqualTo(1);
        assertThat(result.starts().medianLeadNanos()).isEqualTo(seconds(0.4));
        assertThat(function(result, "f").aheadNanos()).isEqualTo(seconds(0.4));
        assertThat(function(result, "f").startingNanos()).isEqualTo(seconds(0.6));
    }

    @Test
    void call_thatFindsAClaimedInstanceStarting_startsAnother() {
        Trace trace = trace(100, call("clock", 0, 0), call("f", 10.2, 1), call("f", 10.4, 1));

        SimulatorResult result = run(trace, new PlanningPolicy(total("f", 1, 10, 20)));

        assertThat(function(result, "f").partial()).isEqualTo(1);
        assertThat(function(result, "f").cold()).isEqualTo(1);
    }

    @Test
    void plan_thatNobodyUses_isCountedAsWaste() {
        Trace trace = trace(100, call("clock", 0, 0), call("f", 50, 1));

        SimulatorResult result = run(trace, new PlanningPolicy(total("f", 1, 10, 20)));

        assertThat(function(result, "f").aheadNanos()).isEqualTo(seconds(1));
        assertThat(function(result, "f").idleNanos()).isEqualTo(seconds(9));
        assertThat(result.memory().wastedGbSeconds()).isEqualTo(10, within(1e-9));
        assertThat(result.starts().wasted()).isEqualTo(1);
        assertThat(result.starts().precision()).isZero();
        assertThat(function(result, "f").cold()).isEqualTo(1);
    }

    @Test
    void plan_thatEndsWhileItsInstanceStarts_endsItWhenReady() {
        Trace trace = trace(100, call("clock", 0, 0), call("f", 50, 1));

        SimulatorResult result = run(trace, new PlanningPolicy(total("f", 1, 10, 10.5)));

        assertThat(function(result, "f").aheadNanos()).isEqualTo(seconds(1));
        assertThat(function(result, "f").idleNanos()).isZero();
    }

    @Test
    void freePlan_whoseInstanceIsTaken_startsAnother() {
        Trace trace = trace(100, call("clock", 0, 0), call("f", 20, 30), call("f", 25, 30));

        SimulatorResult result = run(trace, new PlanningPolicy(free("f", 1, 10, 40)));

        assertThat(function(result, "f").warm()).isEqualTo(2);
        assertThat(result.starts().prestarts()).isEqualTo(3);
        // 11 to 20, 21 to 25, 26 to 40; then the plan is over, and what comes back is ended.
        assertThat(function(result, "f").idleNanos()).isEqualTo(seconds(9 + 4 + 14));
    }

    @Test
    void totalPlan_whoseInstanceIsTaken_startsNoOther() {
        Trace trace = trace(100, call("clock", 0, 0), call("f", 20, 10), call("f", 25, 1));

        SimulatorResult result = run(trace, new PlanningPolicy(total("f", 1, 10, 40)));

        assertThat(result.starts().prestarts()).isEqualTo(1);
        assertThat(function(result, "f").cold()).isEqualTo(1);
    }

    @Test
    void instance_withRoomForTwo_takesTwoCallsAtOnce() {
        FunctionProfile shared = new FunctionProfile(seconds(1), 1L << 30, 2);
        Trace trace = trace(
                100,
                shared,
                call("clock", 0, 0),
                call("f", 10, 5),
                call("f", 10, 5),
                call("f", 20, 5),
                call("f", 21, 5));

        SimulatorResult result = run(trace, new PlanningPolicy(total("f", 1, 11, 50)));

        assertThat(function(result, "f").cold()).isEqualTo(1);
        assertThat(function(result, "f").partial()).isEqualTo(1);
        assertThat(function(result, "f").warm()).isEqualTo(2);
        assertThat(function(result, "f").busyNanos()).isEqualTo(seconds(5 + 6));
    }

    @Test
    void prestart_thatDoesNotFit_endsWhatIsWorthLess() {
        Trace trace = trace(100, call("clock", 0, 0), call("a", 50, 0), call("b", 50, 0));
        SimulatorSettings twoGib = SimulatorSettings.DEFAULT.withMemoryBytes(2L << 30);

        SimulatorResult result = new Simulator(trace, twoGib)
                .run(new PlanningPolicy(total("a", 2, 10, 60, 0.3), total("b", 1, 20, 60, 0.6)));

        assertThat(function(result, "b").warm()).isEqualTo(1);
        assertThat(function(result, "a").warm()).isEqualTo(1);
        assertThat(result.starts().refused()).isZero();
        assertThat(result.memory().peakBytes()).isEqualTo(2L << 30);
    }

    @Test
    void prestart_thatDoesNotFitBesideWhatIsWorthMore_isRefused() {
        Trace trace = trace(100, call("clock", 0, 0), call("a", 50, 0), call("b", 51, 0));
        SimulatorSettings oneGib = SimulatorSettings.DEFAULT.withMemoryBytes(1L << 30);

        SimulatorResult result = new Simulator(trace, oneGib)
                .run(new PlanningPolicy(total("a", 1, 10, 60, 0.6), total("b", 1, 20, 60, 0.3)));

        assertThat(function(result, "a").warm()).isEqualTo(1);
        assertThat(function(result, "b").cold()).isEqualTo(1);
        assertThat(result.starts().refused()).isEqualTo(1);
        assertThat(result.memory().overshoots()).isZero();
    }

    @Test
    void coldCalls_thatDoNotFit_getInAndAreCounted() {
        Trace trace = trace(100, call("a", 0, 10), call("b", 1, 10));

        SimulatorResult result =
                new Simulator(trace, SimulatorSettings.DEFAULT.withMemoryBytes(1L << 30)).run(new PlanningPolicy());

        assertThat(result.cold()).isEqualTo(2);
        assertThat(result.memory().overshoots()).isEqualTo(1);
        assertThat(result.memory().peakBytes()).isEqualTo(2L << 30);
    }

    @Test
    void requests_beforeWhatIsMeasured_teachOnly() {
        Trace trace = trace(100, call("f", 0, 1), call("f", 60, 1));

        SimulatorResult result = new Simulator(trace, SimulatorSettings.DEFAULT.measuredFrom(seconds(50)))
                .run(new PlanningPolicy(total("f", 1, 0, 100)));

        assertThat(result.calls()).isEqualTo(1);
        assertThat(result.warm()).isEqualTo(1);
        assertThat(result.coldFirstUses()).isZero();
        // 50 to 60 and 61 to 100.
        assertThat(result.memory().idleSeconds()).isEqualTo(49);
        assertThat(result.memory().lifeGbSeconds()).isEqualTo(50);
    }

    @Test
    void call_thatMayWaitForABusyInstance_doesWhenThatIsSooner() {
        Trace trace = trace(100, call("f", 0, 1.5), call("f", 1.8, 1), call("f", 2.1, 2));

        SimulatorResult starting = run(trace, new PlanningPolicy());
        SimulatorResult waiting =
                new Simulator(trace, SimulatorSettings.DEFAULT.waitingForBusy()).run(new PlanningPolicy());

        assertThat(starting.cold()).isEqualTo(3);
        // The first is there from 1 to 2.5. The second waits 0.7 s for it, the third can't have it before 3.5 and
        // starts one.
        assertThat(waiting.cold()).isEqualTo(2);
        assertThat(waiting.partial()).isEqualTo(1);
        assertThat(waiting.latency().p50Nanos()).isEqualTo(seconds(1));
        assertThat(waiting.latency().meanNanos()).isCloseTo(seconds(2.7 / 3), within(1.0));
    }

    @Test
    void call_whoseBusyInstanceIsNotFreeWhenItWasToBe_startsOne() {
        // f calls itself: its only instance is to be free in half a second, and can't be before the call inside is
        // over.
        Trace trace = trace(100, call("f", 0, 1, call("f", 0.5, 0.2)));

        SimulatorResult result =
                new Simulator(trace, SimulatorSettings.DEFAULT.waitingForBusy()).run(new PlanningPolicy());

        // 1 s for the outer start; 0.5 s of waiting in vain and 1 s for the inner start.
        assertThat(result.cold()).isEqualTo(2);
        assertThat(result.latency().p50Nanos()).isEqualTo(seconds(2.5));
    }

    @Test
    void policy_isToldOfEverythingInOrder() {
        PlanningPolicy policy = new PlanningPolicy();

        run(trace(100, call("a", 10, 2, call("b", 0.5, 1))), policy);

        assertThat(policy.events)
                .containsExactly(
                        new CallStarted(1, 0, "a", "a", null, seconds(10)),
                        new InstanceReady("a", seconds(1), 1L << 30, seconds(11)),
                        new CallStarted(2, 1, "b", "a", "a", seconds(11.5)),
                        new InstanceReady("b", seconds(1), 1L << 30, seconds(12.5)),
                        new CallEnded(2, "b", seconds(1), CallEnded.Warmth.COLD, seconds(13.5)),
                        new CallEnded(1, "a", seconds(1), CallEnded.Warmth.COLD, seconds(14)));
        assertThat(policy.events).extracting(TraceEvent::atNanos).isSorted();
    }

    @Test
    void result_costs_areWhatTheirDefinitionsSay() {
        Trace trace = trace(100, call("f", 0, 1), call("f", 60, 1));

        SimulatorResult result = run(trace, new PlanningPolicy(total("f", 1, 0, 40)));

        // Two cold starts; idle from 2 to 40.
        assertThat(result.cost(Duration.ofSeconds(600))).isEqualTo(2 * 600 + 38);
        assertThat(result.rum()).isEqualTo(2 * 0.808 + 38 / 99.69, within(1e-9));
        assertThat(result.coldRate()).isEqualTo(1);
        assertThat(result.starts().cpuSeconds()).isEqualTo(2);
    }

    private static SimulatorResult run(Trace trace, PlanningPolicy policy) {
        return new Simulator(trace, SimulatorSettings.DEFAULT).run(policy);
    }

    private static FunctionResult function(SimulatorResult result, String name) {
        return result.functions().stream()
                .filter(it -> it.function().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
