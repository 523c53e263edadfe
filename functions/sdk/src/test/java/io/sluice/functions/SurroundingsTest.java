package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SurroundingsTest {

    @Test
    void environment_empty_meansByHandOn8080() {
        Surroundings surroundings = Surroundings.of(Map.of());

        assertThat(surroundings.hasRuntime()).isFalse();
        assertThat(surroundings.port()).isEqualTo(8080);
        assertThat(surroundings.socket()).isEmpty();
        assertThat(surroundings.frames()).isFalse();
    }

    @Test
    void environment_ofTheRuntime_isRead() {
        Surroundings surroundings = Surroundings.of(
                Map.of("ALGORITHMIA_API", "http://127.0.0.1:1/x/secret/", "SLUICE_SOCKET", "/s/i.sock"));

        assertThat(surroundings.api()).contains("http://127.0.0.1:1/x/secret");
        assertThat(surroundings.socket()).contains("/s/i.sock");
        assertThat(surroundings.port()).isZero();
        assertThat(surroundings.toString()).doesNotContain("secret");
    }

    @Test
    void port_outOfRange_isRefusedWithItsValue() {
        assertThatThrownBy(() -> Surroundings.of(Map.of("PORT", "70000")))
                .hasMessage("PORT must be a number from 0 to 65535, was '70000'");
    }

    @Test
    void frames_ofThisVersionByARuntime_areSpoken() {
        assertThat(withFrames("1").frames()).isTrue();
        assertThat(withFrames("1").concurrency()).isEqualTo(8);
    }

    @Test
    void frames_ofAnotherVersionOrByHand_areNotSpoken() {
        assertThat(withFrames("2").frames()).isFalse();
        assertThat(withFrames("yes").frames()).isFalse();
        assertThat(Surroundings.of(Map.of("SLUICE_FRAMES", "1")).frames()).isFalse();
    }

    private static Surroundings withFrames(String version) {
        return Surroundings.of(Map.of(
                "SLUICE_API", "http://127.0.0.1:1/x/secret", "SLUICE_FRAMES", version, "SLUICE_CONCURRENCY", "8"));
    }
}
