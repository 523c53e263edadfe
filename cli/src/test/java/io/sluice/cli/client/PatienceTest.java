package io.sluice.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({"1,100", "2,200", "3,400", "5,1600", "6,2000", "100,2000"})
    void pause_doublesUpToTwoSeconds(int attempts, long millis) {
        assertThat(Patience.pause(attempts, 1, LONG)).contains(Duration.ofMillis(millis));
    }

    @Test
    void pause_byChance_isDownToHalfAsLong() {
        assertThat(Patience.pause(2, 0, LONG)).contains(Duration.ofMillis(100));
    }

    @Test
    void pause_beyondTheDeadline_isNone() {
        assertThat(Patience.pause(1, 1, Duration.ofMillis(100))).isEmpty();
        assertThat(Patience.pause(1, 1, Duration.ZERO)).isEmpty();
        assertThat(Patience.pause(1, 1, Duration.ofSeconds(-1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void brokenConnection_ofWhatReadsOnly_isTriedAgain(String method) {
        assertThat(Patience.afterBreak(method)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void brokenConnection_ofWhatChanges_isNot(String method) {
        assertThat(Patience.afterBreak(method)).isFalse();
    }
}
