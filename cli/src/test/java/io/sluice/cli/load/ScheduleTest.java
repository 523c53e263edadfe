package io.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static Load.Open load(double perSecond, Arrivals arrivals, long seed) {
        return new Load.Open(perSecond, arrivals, seed, 8);
    }

    private static List<Long> times(Load.Open load, int count) {
        Schedule schedule = new Schedule(load);
        return LongStream.generate(schedule::next).limit(count).boxed().toList();
    }

    @Test
    void next_uniform_isAtEqualDistances() {
        assertThat(times(load(4000, Arrivals.UNIFORM, 1), 4)).containsExactly(0L, 250_000L, 500_000L, 750_000L);
    }

    @Test
    void next_poisson_hasTheRateAndTheSpreadOfOne() {
        List<Long> times = times(load(1000, Arrivals.POISSON, 7), 100_001);
        double mean = times.getLast() / 1e5;
        double variance = 0;
        for (int i = 1; i < times.size(); i++) {
            variance += Math.pow(times.get(i) - times.get(i - 1) - mean, 2) / 1e5;
        }

        assertThat(mean).isCloseTo(1e6, within(1e4));
        assertThat(Math.sqrt(variance)).isCloseTo(1e6, within(2e4));
    }

    @Test
    void next_sameSeed_isTheSameAgain() {
        assertThat(times(load(1000, Arrivals.POISSON, 7), 50))
                .isSorted()
                .isEqualTo(times(load(1000, Arrivals.POISSON, 7), 50))
                .isNotEqualTo(times(load(1000, Arrivals.POISSON, 8), 50));
    }

    @Test
    void pace_severalThatShareASchedule_haveEveryCallOnce() {
        Load.Open load = load(1000, Arrivals.POISSON, 7);
        List<Long> all = times(load, 12);
        Pace first = new Pace.Open(new Schedule(load), 0, 3, 1, Long.MAX_VALUE);
        Pace third = new Pace.Open(new Schedule(load), 2, 3, 1, Long.MAX_VALUE);

        assertThat(LongStream.generate(() -> first.take(0)).limit(4).boxed())
                .containsExactly(all.get(0), all.get(3), all.get(6), all.get(9));
        assertThat(LongStream.generate(() -> third.take(0)).limit(4).boxed())
                .containsExactly(all.get(2), all.get(5), all.get(8), all.get(11));
    }

    @Test
    void pace_afterItsEnd_isNeverDue() {
        Pace pace = new Pace.Open(new Schedule(load(1000, Arrivals.UNIFORM, 1)), 0, 1, 1, 1_500_000);
        pace.take(0);

        assertThat(pace.take(0)).isEqualTo(1_000_000);
        assertThat(pace.due(0)).isEqualTo(Pace.NEVER);
        assertThat(new Pace.Closed(1, 5).due(5)).isEqualTo(Pace.NEVER);
    }
}
