package io.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderTreeTest {

    @TempDir
    private Path folder;

    @Test
    void links_goThemselves_andWhatTheyPointToStays() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("kept"));
        Files.createFile(kept.resolve("file"));
        Path tree = Files.createDirectories(folder.resolve("tree/a/b"));
        Files.createSymbolicLink(tree.resolve("link"), kept);
        Files.createFile(tree.resolve("file"));

        FolderTree.delete(folder.resolve("tree"));

        assertThat(folder.resolve("tree")).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void link_inTheFoldersPlace_isAllThatGoes() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("kept"));
        Files.createFile(kept.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), kept);

        FolderTree.delete(link);

        assertThat(link.toFile()).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void folder_thatIsNotThere_isNoMistake() {
        FolderTree.delete(folder.resolve("nothing"));

        assertThat(folder).isEmptyDirectory();
    }
}
