package io.sluice.pool.process;

import io.sluice.registry.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jboss.logging.Logger;

/** Folders that only their owner may enter, and their end. Blocks. */
final class Folders {

    private static final Logger LOG = Logger.getLogger(Folders.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private Folders() {}

    /** Makes a folder and those above it, and closes it to others. */
    static Path createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder, PRIVATE);
        return Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }

    /** Makes a folder where instances may write: whatever is there already, a link perhaps, is not used. */
    static Path createNew(Path folder) throws IOException {
        return Files.createDirectory(folder, PRIVATE);
    }

    /** Removes a file or an empty folder. */
    static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debugf(e, "Could not be removed; path=%s", path);
        }
    }

    /** Removes a folder and what is in it, links themselves and not what they point to. */
    static void deleteTreeQuietly(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (UncheckedIOException e) {
            LOG.warnf(e, "Could not be removed; folder=%s", folder);
        }
    }
}
