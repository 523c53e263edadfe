package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileUploadTest {

    /** The system's disk that is always full. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    @Test
    void fullDisk_isTold_andNothingIsLeft() throws IOException {
        Path part = Files.createFile(folder.resolve("part"));
        try (Upload upload = new FileUpload(
                part,
                FileChannel.open(FULL, StandardOpenOption.WRITE),
                moved -> {
                    throw new AssertionError("moved");
                },
                true)) {
            assertThatThrownBy(() -> upload.write(ByteBuffer.wrap(new byte[10])))
                    .isInstanceOf(StoreFull.class)
                    .hasMessageStartingWith("the disk of the runtime's data is full: '" + folder + "' has ")
                    .hasMessageEndingWith(" KiB free, and nothing of this request is kept;"
                            + " make room there, or delete data that is not needed");
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void diskThatFillsAtTheEnd_isTold_andNothingIsLeft() throws IOException {
        try (Upload upload = FileUpload.begin(folder.resolve("part"), part -> {
            throw new IOException("No space left on device");
        })) {
            upload.write(ByteBuffer.wrap(new byte[10]));
            assertThatThrownBy(upload::commit).isInstanceOf(StoreFull.class);
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void otherFailures_stayWhatTheyAre() throws IOException {
        IOException broken = new IOException("Input/output error");
        try (Upload upload = FileUpload.begin(folder.resolve("part"), part -> {
            throw broken;
        })) {
            assertThatThrownBy(upload::commit).isSameAs(broken);
        }
    }
}
