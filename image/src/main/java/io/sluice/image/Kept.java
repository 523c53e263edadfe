package io.sluice.image;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What took long to make, by what it was made of: the next image takes it from here, and equal inputs make equal images. May
 * be deleted at any time. Two builds at once make a thing twice, and the first one's stays.
 */
record Kept(Path folder) {

    /** Makes a thing at a place where nothing is. */
    interface Maker {
        void make(Path where) throws IOException;
    }

    /** The thing of that name and fingerprint, made now where it isn't there. */
    Path get(String name, String fingerprint, Maker maker) throws IOException {
        Path wanted = folder.resolve(name + "-" + fingerprint);
        if (!Files.exists(wanted)) {
            Files.createDirectories(folder);
            Path work = Files.createTempDirectory(folder, "making-");
            try {
                maker.make(work.resolve("it"));
                move(work.resolve("it"), wanted);
            } finally {
                delete(work);
            }
        }
        return wanted;
    }

    private static void move(Path made, Path wanted) throws IOException {
        try {
            Files.move(made, wanted, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another build was first, with the same.
        }
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
