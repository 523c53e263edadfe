package io.sluice.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SourceWatchTest {

    @TempDir
    private Path folder;

    @Test
    void file_thatIsWritten_isAChange() throws Exception {
        try (SourceWatch watch = new SourceWatch(folder, null)) {
            Files.writeString(folder.resolve("main.py"), "1");

            assertThat(watch.await()).isEqualTo(Path.of("main.py"));
        }
    }

    @Test
    void file_inAFolderThatIsNew_isAChange() throws Exception {
        try (SourceWatch watch = new SourceWatch(folder, null)) {
            Files.createDirectories(folder.resolve("src/deep"));
            Files.writeString(folder.resolve("src/deep/a.txt"), "1");

            assertThat(watch.await()).isEqualTo(Path.of("src/deep/a.txt"));
        }
    }

    @Test
    void whatToolsMake_isNoChange() {
        try (SourceWatch watch = new SourceWatch(folder, folder.resolve("out"))) {
            for (String made : new String[] {
                "target/a.class", ".git/index", "x/__pycache__/a.pyc", "node_modules/a.js", "a.py~", "out/app.jar"
            }) {
                assertThat(watch.isSource(folder.resolve(made))).as(made).isFalse();
            }
            assertThat(watch.isSource(folder.resolve("output.txt"))).isTrue();
        }
    }

    @Test
    void watch_thatIsClosed_leavesTheFolderAlone() {
        SourceWatch watch = new SourceWatch(folder, null);
        assertThatCode(watch::close).doesNotThrowAnyException();
        assertThat(folder).exists();
    }
}
