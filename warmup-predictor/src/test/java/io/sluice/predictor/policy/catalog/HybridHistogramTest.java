package io.sluice.predictor.policy.catalog;

import static io.sluice.predictor.policy.catalog.Replays.replay;
import static io.sluice.predictor.simulator.Traces.call;
import static io.sluice.predictor.simulator.Traces.seconds;
import static io.sluice.predictor.simulator.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.simulator.SimulatorResult;
import io.sluice.predictor.trace.TracedCall;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HybridHistogramTest {

    private final IdleTimes idleTimes = new IdleTimes(5);

    @Test
    void window_ofFewIdleTimes_isTheWholeRange() {
        addMinutes(30, 4);

        assertThat(idleTimes.window()).isEqualTo(window(0, 240));
    }

    @Test
    void window_ofOneBin_isThatBinWithTheMargin() {
        addMinutes(30.5, 20);

        // Bin 30, from 30 to 31 minutes: a tenth less and a tenth more.
        assertThat(idleTimes.window()).isEqualTo(window(27, 34.1));
    }

    @Test
    void window_ofTwoBins_reachesFromThe5thToThe99thPercentile() {
        addMinutes(10.5, 94);
        addMinutes(3.5, 4);
        addMinutes(100.5, 2);

        assertThat(idleTimes.window()).isEqualTo(window(9, 111.1));
    }

    @Test
    void window_ofManyShortIdleTimes_beginsAtOnce() {
        addMinutes(0.5, 20);

        assertThat(idleTimes.window()).isEqualTo(window(0, 1.1));
    }

    @Test
    void window_ofBinsThatVaryLittle_isTheWholeRange() {
        // m of 240 bins with one each have a variation of sqrt(240 / m - 1): 2 at m = 48.
        IntStream.range(0, 47).forEach(bin -> addMinutes(bin + 100, 1));
        assertThat(idleTimes.variation()).isGreaterThan(2);
        assertThat(idleTimes.window().fromNanos()).isPositive();

        IntStream.range(47, 49).forEach(bin -> addMinutes(bin + 100, 1));
        assertThat(idleTimes.variation()).isLessThan(2);
        assertThat(idleTimes.window()).isEqualTo(window(0, 240));
    }

    @Test
    void window_ofIdleTimesMostlyOutOfRange_isAroundTheForecast() {
        addMinutes(300, 3);
        addMinutes(10, 2);

        long mean = seconds(60 * (3 * 300 + 2 * 10) / 5.0);
        assertThat(idleTimes.window().fromNanos()).isBetween(seconds(60), mean);

        IdleTimes steady = new IdleTimes(5);
        IntStream.range(0, 3).forEach(ignored -> steady.add(seconds(300 * 60)));
        assertThat(steady.window().fromNanos()).isEqualTo(seconds(300 * 60 * 0.85));
        assertThat(steady.window().untilNanos()).isEqualTo(seconds(300 * 60 * 1.15) + 1);
    }

    @Test
    void hybrid_callEveryHalfHour_isEndedAndStartedAgain() {
        TracedCall[] calls =
                IntStream.range(0, 9).mapToObj(i -> call("f", i * 1800, 1)).toArray(TracedCall[]::new);

        SimulatorResult result = replay(trace(14_461, calls), "hybrid");

        // The first runs from 1 to 2. After five idle times, 1798 and four times 1799, all held, they are a pattern in
        // bin 29:
        // started 29 x 0.9 = 26.1 minutes after the sixth, seventh and eighth, ready a second later, and idle for 232.
        assertThat(result.cold()).isEqualTo(1);
        assertThat(result.warm()).isEqualTo(8);
        assertThat(result.starts().prestarts()).isEqualTo(3);
        assertThat(result.memory().idleSeconds()).isEqualTo(1798 + 4 * 1799 + 3 * 232);
        assertThat(result.memory().aheadGbSeconds()).isEqualTo(3);
        assertThat(result.starts().medianLeadNanos()).isEqualTo(seconds(233));
    }

    private void addMinutes(double minutes, int times) {
        IntStream.range(0, times).forEach(ignored -> idleTimes.add(seconds(minutes * 60)));
    }

    private static IdleTimes.Window window(double fromMinutes, double untilMinutes) {
        return new IdleTimes.Window(seconds(fromMinutes * 60), seconds(untilMinutes * 60));
    }
}
