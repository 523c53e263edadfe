package io.sluice.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void median_oddCount_isTheMiddleOne() {
        assertThat(Outcome.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    }

    @Test
    void median_evenCount_isTheMeanOfTheTwoInTheMiddle() {
        assertThat(Outcome.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3.0);
    }

    @Test
    void ofRounds_severalOutcomes_takesEachFigureByItselfAndAddsUpCallsAndErrors() {
        Outcome median = Outcome.ofRounds(List.of(
                new Outcome(16, 100, 0, 50, 30, 90),
                new Outcome(16, 200, 1, 70, 10, 80),
                new Outcome(16, 300, 2, 60, 20, 70)));

        assertThat(median).isEqualTo(new Outcome(16, 600, 3, 60, 20, 80));
    }
}
