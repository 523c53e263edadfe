package io.sluice.predictor.policy.catalog;

import static io.sluice.predictor.policy.catalog.Replays.replay;
import static io.sluice.predictor.policy.catalog.Replays.settings;
import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.simulator.SimulatorResult;
import io.sluice.predictor.trace.Trace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Policies that only hold instances: fixed and none, and the bounds that know for how long is best. */
class KeepAliveTest {

    /** Begins cold, so that the calls run from 1 to 2 and 301 to 302; the third comes 698 s after. */
    private static final Trace THREE = trace(1102, call("f", 0, 1), call("f", 301, 1), call("f", 1000, 1));

    @Test
    void fixed_threeCalls_holdsTenMinutesAfterEach() {
        SimulatorResult result = replay(THREE, "fixed");

        assertThat(result.cold()).isEqualTo(2);
        assertThat(result.warm()).isEqualTo(1);
        // 2 to 301, 302 to 902, and 1002 to the end at 1102.
        assertThat(result.memory().idleSeconds()).isEqualTo(299 + 600 + 100);
        assertThat(result.memory().busyGbSeconds()).isEqualTo(3);
        assertThat(result.memory().startingGbSeconds()).isEqualTo(2);
        assertThat(result.coldFirstUses()).isEqualTo(1);
    }

    @Test
    void fixed_ofAnotherTime_holdsThatLong() {
        SimulatorResult result = replay(THREE, "fixed", settings(THREE, Duration.ofSeconds(60), Long.MAX_VALUE));

        assertThat(result.policy()).isEqualTo("fixed(1m)");
        assertThat(result.cold()).isEqualTo(3);
        assertThat(result.memory().idleSeconds()).isEqualTo(3 * 60);
    }

    @Test
    void fixed_twoInstances_eachIsHeldFromItsOwnLastCall() {
        Trace trace =
                trace(1000, call("f", 0, 1), call("f", 0, 1), call("f", 300, 1), call("f", 600, 1), call("f", 900, 1));

        SimulatorResult result = replay(trace, "fixed");

        // The one that was used last is used again; the other is held from 2 to 602.
        assertThat(result.cold()).isEqualTo(2);
        assertThat(result.warm()).isEqualTo(3);
        assertThat(result.memory().idleSeconds()).isEqualTo(600 + 298 + 299 + 299 + 99);
    }

    @Test
    void fixed_ofNegativeTime_isRefused() {
        assertThatThrownBy(() -> replay(THREE, "fixed", settings(THREE, Duration.ofSeconds(-5), Long.MAX_VALUE)))
                .hasMessage("keep-alive must not be negative, was PT-5S");
    }

    @Test
    void reactive_threeCalls_holdsNothing() {
        SimulatorResult result = replay(THREE, "reactive");

        assertThat(result.cold()).isEqualTo(3);
        assertThat(result.memory().idleSeconds()).isZero();
        assertThat(result.memory().lifeGbSeconds()).isEqualTo(3 + 3);
    }

    @Test
    void offline_threeCalls_paysTheLesserOfIdleTimeAndTau() {
        SimulatorResult result = replay(THREE, "offline");

        // The first idle time is held, since 299 < 600; the second isn't, since 698 > 600; after the last comes
        // nothing.
        assertThat(result.cold()).isEqualTo(2);
        assertThat(result.memory().idleSeconds()).isEqualTo(299);
        assertThat(result.cost(Duration.ofMinutes(10))).isEqualTo(600 + 299 + 600);
    }

    @Test
    void offline_twoInstances_decidesForEach() {
        // Both are used at 100, one at 800, both at 900: the idle times of the first are 97 (from 3), 699 and 98, cold
        // until 802;
        // those of the second are 97 and 799.
        Trace trace = trace(
                1000,
                call("f", 1, 1),
                call("f", 1, 1),
                call("f", 100, 1),
                call("f", 100, 1),
                call("f", 800, 1),
                call("f", 900, 1),
                call("f", 900, 1));

        SimulatorResult result = replay(trace, "offline");

        assertThat(result.cold()).isEqualTo(2 + 1 + 1);
        assertThat(result.memory().idleSeconds()).isEqualTo(97 + 97 + 98);
    }

    @Test
    void clairvoyant_idleTimes_pickTheCheapestKeepAlive() {
        long[] idle = {10, 1000, 10, Levels.NEVER, 10};

        // With tau 600: none costs 2400, 10 costs 3 x 10 + (10 + 600) = 640, 1000 costs 1030.
        assertThat(ClairvoyantKeepAlive.cheapest(idle, 600)).isEqualTo(10 + 1);
        // With tau 2000: 8000, 2040 and 1030.
        assertThat(ClairvoyantKeepAlive.cheapest(idle, 2000)).isEqualTo(1000 + 1);
        // With tau 5: 20, 45 and 1030.
        assertThat(ClairvoyantKeepAlive.cheapest(idle, 5)).isZero();
    }

    @Test
    void clairvoyant_threeCalls_holdsAsLongAsIsCheapest() {
        SimulatorResult result = replay(THREE, "clairvoyant");

        // Idle times without waiting are 300 and 698. None costs 1200, 300 costs 300 + 300 + 600 = 1200, and 698 costs
        // 998.
        assertThat(result.cold()).isEqualTo(1);
        assertThat(result.memory().idleSeconds()).isEqualTo(299 + 698 + 101);
    }

    @Test
    void bounds_withoutTheFuture_sayWhatTheyNeed() {
        assertThatThrownBy(() -> replay(THREE, "oracle", PolicySettings.DEFAULT))
                .hasMessageStartingWith("policy 'oracle' is a bound that knows the future: it needs the trace");
    }
}
