package io.sluice.predictor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecayTest {

    private static final double HOUR = 3600;

    @Test
    void weight_aHalfLifeLater_isTwice() {
        assertThat(Decay.FAST.weight(20 * HOUR) / Decay.FAST.weight(8 * HOUR)).isCloseTo(2, within(1e-9));
        assertThat(Decay.SLOW.weight(168 * HOUR + 5) / Decay.SLOW.weight(5)).isCloseTo(2, within(1e-9));
    }

    @Test
    void over_anEpoch_continuesWhereTheWeightsOfTheEpochBeforeEnd() {
        for (Decay decay : Decay.values()) {
            double last = decay.weight(Decay.EPOCH_SECONDS - 1e-3);
            assertThat(last * decay.over(1)).isCloseTo(decay.weight(Decay.EPOCH_SECONDS), within(1e-6));
        }
    }

    @Test
    void weight_neverExceedsWhatAFloatHolds() {
        assertThat(Decay.FAST.weight(Decay.EPOCH_SECONDS - 1)).isLessThan(1e19);
    }
}
