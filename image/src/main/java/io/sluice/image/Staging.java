package io.sluice.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Copies of files with the time that all files of an image have, which an AOT cache holds against the jars it is used with. */
final class Staging {

    /** A second after the beginning, as Jib has it: some programs take the very beginning for no time at all. */
    static final Instant TIME = Instant.ofEpochSecond(1);

    private Staging() {}

    /** Copies a folder. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = Files.copy(file, to.resolve(from.relativize(file)));
                Files.setLastModifiedTime(copy, FileTime.from(TIME));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
