package io.sluice.predictor.simulator;

import static io.sluice.predictor.simulator.Traces.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.policy.catalog.PolicyCatalog;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TracedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whatever the trace, the node and the policy. */
class SimulatorFuzzTest {

    private static final int FUNCTIONS = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void replay_ofAnything_keepsItsBooks(long seed) {
        Trace trace = randomTrace(new Random(seed), 1 + (int) seed % 3);
        SimulatorSettings settings = randomSettings(new Random(seed));
        for (String name : PolicyCatalog.names()) {
            check(trace, settings, () -> PolicyCatalog.create(name, policySettings(trace, settings)));
        }
        check(trace, settings, () -> new RandomPolicy(seed, FUNCTIONS));
    }

    private interface Maker {
        WarmupPolicy make();
    }

    private static void check(Trace trace, SimulatorSettings settings, Maker maker) {
        EventCheck events = new EventCheck(maker.make());
        SimulatorResult result = new Simulator(trace, settings).run(events);

        int calls = trace.requests().stream().mapToInt(it -> size(it.call())).sum();
        assertThat(events.started()).isEqualTo(calls);
        assertThat(events.inProgress()).isZero();
        long measured = trace.requests().stream()
                .filter(it -> it.call().offsetNanos() >= settings.measureFromNanos())
                .mapToInt(it -> size(it.call()))
                .sum();
        assertThat(result.calls())
                .as("each call is warm, partial or cold, once")
                .isEqualTo(measured);
        assertThat(result.functions()).allSatisfy(SimulatorFuzzTest::checkBooks);
        MemoryResult memory = result.memory();
        assertThat(memory.wastedGbSeconds() + memory.startingGbSeconds() + memory.busyGbSeconds())
                .isEqualTo(memory.lifeGbSeconds(), within(1e-9 * (1 + memory.lifeGbSeconds())));
        assertThat(result.starts().used()).isLessThanOrEqualTo(result.starts().prestarts());
        assertThat(memory.overshoots() > 0 || memory.peakBytes() <= settings.memoryBytes())
                .as("memory stays within what there is, unless a call needs more")
                .isTrue();
        assertThat(new Simulator(trace, settings).run(maker.make())).isEqualTo(result);
    }

    private static void checkBooks(FunctionResult function) {
        assertThat(function.lifeNanos())
                .as("memory-seconds of %s", function)
                .isEqualTo(
                        function.busyNanos() + function.startingNanos() + function.aheadNanos() + function.idleNanos());
        assertThat(List.of(function.busyNanos(), function.startingNanos(), function.aheadNanos()))
                .allMatch(nanos -> nanos >= 0);
        assertThat(function.idleNanos()).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void instances_atAnyCall_areNoMoreThanThePlansAndCallsNeed(long seed) {
        Trace trace = withInstantStarts(randomTrace(new Random(seed), 1));
        NeedCheck policy = new NeedCheck(new RandomPolicy(seed, FUNCTIONS));

        new Simulator(trace, SimulatorSettings.DEFAULT).run(policy);

        assertThat(policy.checked()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void starts_withoutPlansAhead_areThoseOfColdCalls(long seed) {
        Trace trace = randomTrace(new Random(seed), 1);
        for (String name : List.of("reactive", "fixed", "faascache", "offline", "clairvoyant")) {
            SimulatorResult result = new Simulator(trace, SimulatorSettings.DEFAULT)
                    .run(PolicyCatalog.create(name, policySettings(trace, SimulatorSettings.DEFAULT)));

            assertThat(result.starts().starts()).as(name).isEqualTo(result.cold());
            assertThat(result.starts().prestarts()).as(name).isZero();
            assertThat(result.partial()).as(name).isZero();
        }
    }

    private static PolicySettings policySettings(Trace trace, SimulatorSettings settings) {
        return new PolicySettings(Duration.ofSeconds(20), Duration.ofSeconds(10), settings.memoryBytes(), 0, 1, trace);
    }

    private static SimulatorSettings randomSettings(Random random) {
        return new SimulatorSettings(
                random.nextBoolean() ? Long.MAX_VALUE : (2L + random.nextInt(6)) << 30,
                random.nextInt(3),
                random.nextInt(3) / 2.0,
                random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(3),
                random.nextBoolean() ? 0 : seconds(100),
                random.nextBoolean(),
                random.nextInt(4) == 0);
    }

    private static Trace randomTrace(Random random, int concurrency) {
        Map<String, FunctionProfile> profiles = new HashMap<>();
        for (int i = 0; i < FUNCTIONS; i++) {
            profiles.put(
                    "f" + i,
                    new FunctionProfile(
                            seconds(random.nextInt(30) / 10.0), (1L + random.nextInt(2)) << 30, concurrency));
        }
        List<Trace.Request> requests = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            TracedCall call = randomCall(random, seconds(random.nextInt(2000) / 10.0), 3);
            requests.add(new Trace.Request(call.function(), call));
        }
        return new Trace("random", requests, seconds(220), profiles);
    }

    private static TracedCall randomCall(Random random, long offset, int depth) {
        long duration = seconds(random.nextInt(30) / 10.0);
        List<TracedCall> inside = new ArrayList<>();
        for (int i = depth == 0 ? 0 : random.nextInt(4); i > 0; i--) {
            inside.add(randomCall(random, duration == 0 ? 0 : random.nextLong(duration + 1), depth - 1));
        }
        return new TracedCall("f" + random.nextInt(FUNCTIONS), offset, duration, inside);
    }

    private static Trace withInstantStarts(Trace trace) {
        Map<String, FunctionProfile> profiles = new HashMap<>();
        trace.functions().forEach((name, it) -> profiles.put(name, new FunctionProfile(0, it.memoryBytes(), 1)));
        return new Trace(trace.name(), trace.requests(), trace.lengthNanos(), profiles);
    }

    private static int size(TracedCall call) {
        return 1 + call.calls().stream().mapToInt(SimulatorFuzzTest::size).sum();
    }
}
