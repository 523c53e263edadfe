package io.sluice.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RunFolderTest {

    @Test
    void runFolder_isTheSameForTheSameHomeOnly() {
        assertThat(RunFolder.of(Path.of("/home/a/.sluice"))).isEqualTo(RunFolder.of(Path.of("/home/a/.sluice")));
        assertThat(RunFolder.of(Path.of("/home/a/.sluice"))).isNotEqualTo(RunFolder.of(Path.of("/home/b/.sluice")));
    }

    @Test
    void runFolder_ofAHomeHoweverDeep_isShort() {
        Path deep = Path.of("/home/" + "deep/".repeat(100));

        assertThat(RunFolder.of(deep).getFileName().toString()).hasSizeLessThan(60);
    }
}
