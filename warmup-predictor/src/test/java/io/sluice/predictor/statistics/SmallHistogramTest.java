package io.sluice.predictor.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallHistogramTest {

    @Test
    void quantiles_ofWhatWasAdded_areWithinABin() {
        SmallHistogram histogram = new SmallHistogram();
        for (int i = 1; i <= 1000; i++) {
            histogram.add(i, 1);
        }

        assertThat(histogram.low(0.05, 0)).isBetween(50 / 1.4, 50.0);
        assertThat(histogram.high(0.5, 0)).isBetween(500.0, 500 * 1.4);
        assertThat(histogram.high(0.95, 0)).isBetween(950.0, 950 * 1.4);
    }

    @Test
    void quantiles_ofNothing_areWhatIsSaidInstead() {
        assertThat(new SmallHistogram().high(0.5, 7)).isEqualTo(7);
        assertThat(new SmallHistogram().low(0.5, 7)).isEqualTo(7);
    }

    @Test
    void countHistogram_atLeast_isExactUpToEightAndABinAbove() {
        CountHistogram histogram = new CountHistogram();
        int[] counts = new Random(1).ints(500, 1, 200).toArray();
        for (int count : counts) {
            histogram.add(count, 1);
        }

        for (int k = 1; k <= 8; k++) {
            int least = k;
            assertThat(histogram.atLeast(k))
                    .isEqualTo(java.util.Arrays.stream(counts)
                            .filter(it -> it >= least)
                            .count());
        }
        long above = java.util.Arrays.stream(counts).filter(it -> it >= 100).count();
        assertThat(histogram.atLeast(100)).isBetween((double) above, above + 50.0);
        assertThat(histogram.most()).isBetween(200, 224);
    }

    @Test
    void countHistogram_hugeCounts_areInTheLastBin() {
        CountHistogram histogram = new CountHistogram();
        histogram.add(Integer.MAX_VALUE, 1);
        histogram.add(0, 1);

        assertThat(histogram.total()).isEqualTo(2);
        assertThat(histogram.most()).isGreaterThanOrEqualTo(1024);
    }
}
