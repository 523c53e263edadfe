package io.sluice.predictor.policy.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskTableTest {

    private static final double[] BOUNDS = {0, 10, 30, 100, 200, 500, 900, Double.POSITIVE_INFINITY};

    @Test
    void windows_ofWhateverGaps_costNoMoreThanAnyOtherChoiceOfSpans() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double[] gaps = random.doubles(1 + random.nextInt(12), 0, 1200).toArray();
            Price price = new Price(20 + random.nextInt(300), random.nextInt(20));
            Windows found = table(gaps).windows(price);

            double best = Double.POSITIVE_INFINITY;
            for (int choice = 0; choice < 1 << (BOUNDS.length - 2); choice++) {
                best = Math.min(best, cost(spans(choice), gaps, price));
            }
            assertThat(cost(found, gaps, price)).as("seed %d", seed).isCloseTo(best, within(1e-3));
        }
    }

    @Test
    void keepAlive_ofWhateverGaps_costsNoMoreThanAnyOther() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double[] gaps = random.doubles(1 + random.nextInt(12), 0, 1200).toArray();
            Price price = new Price(20 + random.nextInt(300), 0);
            Windows found = table(gaps).keepAlive(price.tau());

            double best = cost(Windows.NONE, gaps, price);
            for (int i = 1; i + 1 < BOUNDS.length; i++) {
                best = Math.min(best, cost(Windows.keepAlive(BOUNDS[i]), gaps, price));
            }
            assertThat(cost(found, gaps, price)).as("seed %d", seed).isCloseTo(best, within(1e-3));
        }
    }

    @Test
    void spread_overFinerSpans_keepsTheWeight() {
        RiskTable fine = new RiskTable(new double[] {0, 5, 10, 20, 60, 100, 1000, Double.POSITIVE_INFINITY});
        fine.spread(table(5, 15, 50, 2000), 0.5);

        assertThat(fine.total()).isCloseTo(2, within(1e-9));
    }

    private static RiskTable table(double... gaps) {
        RiskTable table = new RiskTable(BOUNDS);
        for (double gap : gaps) {
            table.add(gap, 1);
        }
        return table;
    }

    private static Windows spans(int choice) {
        Windows.Builder windows = new Windows.Builder();
        for (int i = 0; i + 2 < BOUNDS.length; i++) {
            if ((choice >> i & 1) == 1) {
                windows.add(BOUNDS[i], BOUNDS[i + 1]);
            }
        }
        return windows.build();
    }

    private static double cost(Windows windows, double[] gaps, Price price) {
        double cost = 0;
        for (double gap : gaps) {
            cost += windows.cost(gap, price.start(), price.tau());
        }
        return cost;
    }
}
