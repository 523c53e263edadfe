package io.sluice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.cli.load.Load;
import io.sluice.cli.load.Outcome;
import io.sluice.cli.load.Target;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private static final Side SIDE = new Side(
            "demo/a",
            new Target(InetSocketAddress.createUnresolved("h", 1), new byte[0], new byte[0]),
            Optional.of(() -> Duration.ZERO));

    /** A second with so many calls of so many microseconds, and some errors. */
    private static Outcome outcome(int calls, long micros, Map<String, Long> unexpected) {
        Histogram accepted = new Histogram(3);
        accepted.recordValueWithCount(micros * 1000, calls);
        return new Outcome(
                1_000_000_000L, calls, accepted, new Histogram(3), new Histogram(3), unexpected, calls * 4_000L);
    }

    private static Series series(Outcome... rounds) {
        Series series = new Series(SIDE, new Load.Closed(16));
        for (Outcome round : rounds) {
            series.add(round, Duration.ofNanos(round.all() * 20_000));
        }
        return series;
    }

    @Test
    void figures_severalRounds_takeEachMedianByItselfAndAddUpCounts() {
        Figures figures = series(
                        outcome(50, 30, Map.of("429", 1L)),
                        outcome(70, 10, Map.of()),
                        outcome(60, 20, Map.of("429", 2L, "500", 1L)))
                .figures();

        assertThat(figures.calls()).isEqualTo(180);
        assertThat(figures.errors()).isEqualTo(4);
        assertThat(figures.unexpected()).isEqualTo(Map.of("429", 3L, "500", 1L));
        assertThat(figures.perSecond()).isEqualTo(60);
        assertThat(figures.latencyMicros().p99()).isCloseTo(20, within(0.1));
        assertThat(figures.latencyMicros().max()).isCloseTo(30, within(0.1));
        assertThat(figures.runtimeMicros()).isCloseTo(20, within(1e-9));
    }

    @Test
    void ratio_figuresOfTheSameRounds_areComparedRoundByRound() {
        assertThat(Ratio.of(List.of(1.0, 20.0, 300.0), List.of(1.0, 10.0, 100.0)))
                .isEqualTo(new Ratio(2, 1, 3));
    }

    @Test
    void comparison_twoSeries_saysHowTheFirstStandsToTheSecond() {
        List<Comparison> comparisons =
                Comparison.of(series(outcome(100, 10, Map.of())), series(outcome(50, 20, Map.of())));

        assertThat(comparisons.stream().map(Comparison::figure))
                .containsExactly("calls/s", "p50 ms", "p99 ms", "cpu us");
        assertThat(comparisons.getFirst())
                .isEqualTo(new Comparison("16 in flight", "calls/s", 100, 50, new Ratio(2, 2, 2)));
        assertThat(comparisons.get(2).ratio().median()).isCloseTo(0.5, within(0.01));
    }
}
