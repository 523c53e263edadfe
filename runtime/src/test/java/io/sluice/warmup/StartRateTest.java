package io.sluice.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StartRateTest {

    private static final long SECOND = 1_000_000_000L;

    private final StartRate rate = new StartRate(60, 0);

    @Test
    void starts_areThereForAMinuteAtOnceAndThenComeBack() {
        assertThat(rate.take(100, 0)).isEqualTo(60);
        assertThat(rate.take(1, 0)).isZero();
        assertThat(rate.take(5, 2 * SECOND)).isEqualTo(2);
        assertThat(rate.take(100, 1000 * SECOND)).isEqualTo(60);
    }

    @Test
    void clockThatStepsBack_givesNothing() {
        rate.take(60, 10 * SECOND);

        assertThat(rate.take(1, SECOND)).isZero();
        assertThat(rate.take(1, 10 * SECOND)).isZero();
    }
}
