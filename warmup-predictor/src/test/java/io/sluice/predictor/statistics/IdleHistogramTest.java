package io.sluice.predictor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class IdleHistogramTest {

    private static final double TAU = 600;

    @Test
    void cost_atBoundsOfBins_isThatOfEachIdleTimeByItself() {
        double[] gaps = gaps(1, 500);
        IdleHistogram histogram = histogram(gaps);
        for (int bin = 0; bin < LogBins.IDLE.count(); bin++) {
            double keep = LogBins.IDLE.lower(bin);
            double expected = DoubleStream.of(gaps)
                    .map(gap -> gap >= keep ? TAU + keep : gap)
                    .sum();
            assertThat(histogram.cost(keep, TAU)).as("keep %s s", keep).isCloseTo(expected, within(expected * 1e-5));
        }
    }

    @Test
    void cost_withinABin_isBetweenThoseOfItsBoundsWithoutSavings() {
        IdleHistogram histogram = histogram(100);
        double lower = LogBins.IDLE.lower(LogBins.IDLE.of(100));

        assertThat(histogram.cost(lower, TAU)).isCloseTo(TAU + lower, within(0.01));
        assertThat(histogram.cost(lower * 1.2, TAU)).isBetween(100.0, TAU + lower * 1.2);
    }

    @Test
    void add_twoHistograms_isTheHistogramOfBoth() {
        double[] some = gaps(2, 200);
        double[] others = gaps(3, 300);
        IdleHistogram sum = histogram(some);
        sum.add(histogram(others), 1);
        IdleHistogram both = histogram(DoubleStream.concat(DoubleStream.of(some), DoubleStream.of(others))
                .toArray());

        for (double keep : new double[] {0, 1, 17, 600, 5000}) {
            assertThat(sum.cost(keep, TAU)).isCloseTo(both.cost(keep, TAU), within(both.cost(keep, TAU) * 1e-5));
        }
    }

    @Test
    void addOpen_countsAsHeldButNotAsUsed() {
        IdleHistogram histogram = new IdleHistogram();
        histogram.addOpen(1000, 1);

        assertThat(histogram.total()).isZero();
        assertThat(histogram.cost(1, TAU)).isEqualTo(1);
        histogram.addOpen(1000, -1);
        assertThat(histogram.cost(1, TAU)).isZero();
    }

    @Test
    void bins_everyValue_liesBetweenTheBoundsOfItsBin() {
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            double value = Math.exp(random.nextDouble() * 14 - 1);
            int bin = LogBins.IDLE.of(value);
            assertThat(value).isBetween(LogBins.IDLE.lower(bin), LogBins.IDLE.lower(bin + 1));
        }
        for (int bin = 1; bin < LogBins.IDLE.count(); bin++) {
            assertThat(LogBins.IDLE.of(LogBins.IDLE.lower(bin))).isEqualTo(bin);
        }
        assertThat(LogBins.IDLE.lower(LogBins.IDLE.count() - 1)).isGreaterThan(48 * 3600);
    }

    static double[] gaps(long seed, int count) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> Math.exp(random.nextDouble() * 12))
                .limit(count)
                .toArray();
    }

    static IdleHistogram histogram(double... gaps) {
        IdleHistogram histogram = new IdleHistogram();
        for (double gap : gaps) {
            histogram.add(gap, 1);
        }
        return histogram;
    }
}
