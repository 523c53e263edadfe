package io.sluice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({"0, -", "81.4, 0.081", "9999, 9.999", "12345, 12.35", "1234567, '1,235'"})
    void millis_micros_haveDigitsThatMatter(double micros, String text) {
        assertThat(Numbers.millis(micros)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"7.24, 7.2", "99.94, 99.9", "25123.7, '25,124'"})
    void rate_perSecond_isShort(double perSecond, String text) {
        assertThat(Numbers.rate(perSecond)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"2, 2 s", "0.5, 0.5 s"})
    void seconds_whole_haveNoFraction(double seconds, String text) {
        assertThat(Numbers.seconds(seconds)).isEqualTo(text);
    }
}
