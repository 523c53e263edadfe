package io.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SteadinessTest {

    @Test
    void of_lastThreeWithinFivePercent_isSteady() {
        assertThat(Steadiness.of(List.of(10.0, 96.0, 100.0, 98.0))).isEqualTo(new Steadiness(4, true, 0.04, 98));
    }

    @Test
    void of_lastThreeFurtherApart_isNotSteady() {
        Steadiness steadiness = Steadiness.of(List.of(94.0, 100.0, 97.0));

        assertThat(steadiness.steady()).isFalse();
        assertThat(steadiness.spread()).isCloseTo(0.06, within(1e-9));
    }

    @Test
    void of_fewerThanThree_isNotSteadyYet() {
        assertThat(Steadiness.of(List.of(100.0, 100.0)).steady()).isFalse();
        assertThat(Steadiness.of(List.of())).isEqualTo(new Steadiness(0, false, 0, 0));
    }
}
