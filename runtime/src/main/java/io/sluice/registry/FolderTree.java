package io.sluice.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder with all that is in it. Blocks. */
public final class FolderTree {

    private FolderTree() {}

    /**
     * Removes a folder, if it is there; links themselves and not what they point to, even while somebody replaces one by
     * the other beneath it.
     */
    public static void delete(Path folder) {
        Path name = folder.getFileName();
        if (name == null || !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> above =
                Files.newDirectoryStream(folder.toAbsolutePath().getParent())) {
            if (above instanceof SecureDirectoryStream<Path> secure) {
                delete(secure, name);
            } else {
                walk(folder);
            }
        } catch (NoSuchFileException e) {
            return; // somebody else was faster
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " could not be removed: " + e.getMessage(), e);
        }
    }

    private static void delete(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        boolean isFolder = parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
        if (!isFolder) {
            parent.deleteFile(name);
            return;
        }
        try (SecureDirectoryStream<Path> inside = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path each : inside) {
                delete(inside, each.getFileName());
            }
        } catch (NotDirectoryException e) {
            throw new IOException(name + " was replaced while it was removed", e);
        }
        parent.deleteDirectory(name);
    }

    /** Where the system can't name a file relative to an open folder. */
    private static void walk(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
