package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SessionLimitsTest {

    @Test
    void usualTimes_areSeconds() {
        assertThat(SessionLimits.of(10, 2))
                .isEqualTo(
                        new SessionLimits(10, 2, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    @Test
    void limits_thatAllowNothing_areRefused() {
        assertThatThrownBy(() -> SessionLimits.of(-1, 2)).hasMessageContaining("were -1 and 2");
        assertThatThrownBy(() -> SessionLimits.of(1, 0)).hasMessageContaining("were 1 and 0");
        assertThatThrownBy(() -> new SessionLimits(1, 1, Duration.ZERO, Duration.ofMillis(-1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pingAfter PT-0.001S");
    }
}
