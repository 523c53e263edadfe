package io.sluice.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Removes functions' temporary files when their time has come: what fails is logged, and the rest goes on. */
final class TemporaryFiles {

    private static final Logger LOG = Logger.getLogger(TemporaryFiles.class);

    private final Path ofFunctions;
    private final CollectionLocks locks;

    TemporaryFiles(Path ofFunctions, CollectionLocks locks) {
        this.ofFunctions = ofFunctions;
        this.locks = locks;
    }

    /** What is done with each entry of a folder. */
    private interface Visit {
        void to(Path entry) throws IOException;
    }

    void deleteBefore(Instant moment) {
        each(
                ofFunctions,
                author -> each(
                        author,
                        function -> each(
                                function.resolve(DataPath.Life.TEMP.word()),
                                collection -> each(collection, file -> deleteBefore(moment, collection, file)))));
    }

    private void deleteBefore(Instant moment, Path collection, Path file) throws IOException {
        if (isOlder(file, moment)) {
            // Nobody puts a file of that name there between the look and the deletion.
            var unused = locks.alone(collection, () -> isOlder(file, moment) && Files.deleteIfExists(file));
        }
    }

    private static boolean isOlder(Path file, Instant moment) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(moment);
    }

    private static void each(Path folder, Visit visit) {
        if (!Disk.isFolder(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                one(entry, visit);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf(e, "a folder of temporary files could not be read folder=%s", folder.getFileName());
        }
    }

    private static void one(Path entry, Visit visit) {
        try {
            visit.to(entry);
        } catch (NoSuchFileException e) {
            // It was deleted meanwhile, which is what was wanted.
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    e,
                    "a temporary file could not be deleted; the next sweep tries again file=%s",
                    entry.getFileName());
        }
    }
}
