package io.sluice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SluiceHomeTest {

    @TempDir
    private Path temp;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void folder_isMadeForItsUserAlone() throws IOException {
        try (SluiceHome home = SluiceHome.open(temp.resolve("a/b"))) {
            assertThat(mode(home.folder())).isEqualTo("rwx------");
        }
    }

    @Test
    void folder_thatWasOpenToOthers_isClosedToThem() throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (SluiceHome home = SluiceHome.open(temp)) {
            assertThat(mode(home.folder())).isEqualTo("rwx------");
        }
    }

    @Test
    void secondRuntime_onTheSameFolder_isRefusedUntilTheFirstEnds() {
        try (SluiceHome first = SluiceHome.open(temp)) {
            assertThatThrownBy(() -> SluiceHome.open(temp.resolve("../" + temp.getFileName())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'" + first.folder() + "'")
                    .hasMessageContaining("sluice down");
        }
        try (SluiceHome again = SluiceHome.open(temp)) {
            assertThat(again.folder()).isEqualTo(temp);
        }
    }

    /** {@code /dev/full} is a volume without room, where the system has it. */
    @Test
    void volume_thatIsFull_isSaidWithWhatIsFree() throws IOException {
        Files.createSymbolicLink(temp.resolve("room.part"), Path.of("/dev/full"));

        assertThatThrownBy(() -> SluiceHome.requireRoom(temp, 4096))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("SLUICE_HOME '" + temp + "' is full")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("MiB are free");
    }

    @Test
    void fileInItsPlace_isSaid() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> SluiceHome.open(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("'" + file + "'");
    }

    @Test
    void adminKey_isForItsUserAlone() throws IOException {
        try (SluiceHome home = SluiceHome.open(temp)) {
            home.writeAdminKey("simKey");

            assertThat(temp.resolve("admin.key")).hasContent("simKey");
            assertThat(mode(temp.resolve("admin.key"))).isEqualTo("rw-------");
        }
    }

    @Test
    void address_isThereWhileTheRuntimeListens() throws IOException {
        try (SluiceHome home = SluiceHome.open(temp)) {
            home.writeAddress("http://127.0.0.1:1");
            home.writeAddress("http://127.0.0.1:2");

            Path file = temp.resolve("runtime.json");
            assertThat(file)
                    .hasContent("{\"url\":\"http://127.0.0.1:2\",\"pid\":"
                            + ProcessHandle.current().pid() + "}");
            assertThat(mode(file)).isEqualTo("rw-------");

            home.removeAddress();
            home.removeAddress();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void unfinishedFile_ofAKilledRuntime_isNoObstacle() throws IOException {
        Files.writeString(temp.resolve("admin.key.part"), "half a k");

        try (SluiceHome home = SluiceHome.open(temp)) {
            home.writeAdminKey("simKey");
        }

        assertThat(temp.resolve("admin.key")).hasContent("simKey");
        assertThat(temp.resolve("admin.key.part")).doesNotExist();
    }
}
