package io.sluice.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the file store does with a file system; follows no symbolic links below its root. */
final class Disk {

    private Disk() {}

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is at the path, if it is a file. */
    static Optional<StoredFile> find(Path path, String name) throws IOException {
        Map<String, Object> found;
        try {
            found = Files.readAttributes(
                    path, "unix:isRegularFile,size,lastModifiedTime,ino", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
        return found.get("isRegularFile") == Boolean.TRUE ? Optional.of(file(name, found)) : Optional.empty();
    }

    private static StoredFile file(String name, Map<String, Object> attributes) {
        long size = number(attributes, "size");
        Instant modified = time(attributes);
        long nanos = modified.getEpochSecond() * 1_000_000_000 + modified.getNano();
        // A file that replaces another has another inode, as both are there at once.
        String tag = Long.toHexString(nanos) + "-" + Long.toHexString(size) + "-"
                + Long.toHexString(number(attributes, "ino"));
        return new StoredFile(name, size, modified, tag);
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Instant time(Map<String, Object> attributes) {
        return attributes.get("lastModifiedTime") instanceof FileTime time ? time.toInstant() : Instant.EPOCH;
    }

    /** Puts it there in one step, in place of what was there, so that it is there after a crash too. */
    static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(parent(to));
    }

    /** The folder that it is in: nothing in the store is the root of a file system. */
    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    /** Has a folder's entries outlive a crash. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            Iterator<Path> iterator = entries.iterator();
            return !iterator.hasNext();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return true;
        }
    }

    /** Deletes all that is there, and counts the files among it. */
    static long deleteAll(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        AtomicLong files = new AtomicLong();
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                files.incrementAndGet();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
        return files.get();
    }
}
