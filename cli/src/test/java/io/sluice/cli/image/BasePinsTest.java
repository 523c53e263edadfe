package io.sluice.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.failure.CliFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasePinsTest {

    private static final String FIRST = "sha256:" + "a".repeat(64);
    private static final String SECOND = "sha256:" + "b".repeat(64);

    @TempDir
    private Path folder;

    @Test
    void base_withoutARecord_isUsedAsItIsNamed() {
        assertThat(new BasePins(folder.resolve("none.lock")).pinned("debian:13-slim"))
                .isEqualTo("debian:13-slim");
    }

    @Test
    void base_thatWasRecorded_isUsedByItsDigest() {
        BasePins pins = new BasePins(folder.resolve("base.lock"));
        pins.record("debian:13-slim", FIRST);
        pins.record("registry.example.org:5000/base", SECOND);

        assertThat(pins.pinned("debian:13-slim")).isEqualTo("debian@" + FIRST);
        assertThat(pins.pinned("registry.example.org:5000/base")).isEqualTo("registry.example.org:5000/base@" + SECOND);
        assertThat(pins.pinned("debian:13")).isEqualTo("debian:13");
    }

    @Test
    void record_again_takesThePlaceOfTheFirst() {
        BasePins pins = new BasePins(folder.resolve("base.lock"));
        pins.record("debian:13-slim", FIRST);
        pins.record("debian:13-slim", SECOND);

        assertThat(pins.pinned("debian:13-slim")).isEqualTo("debian@" + SECOND);
    }

    @Test
    void file_withALineThatIsNoRecord_isRefusedWithTheLine() throws IOException {
        Path file = Files.writeString(folder.resolve("base.lock"), "debian:13-slim latest\n");

        assertThatThrownBy(() -> new BasePins(file).pinned("debian:13-slim"))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("was 'debian:13-slim latest'");
    }
}
