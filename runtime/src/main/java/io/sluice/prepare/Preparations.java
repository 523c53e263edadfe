package io.sluice.prepare;

import io.sluice.manifest.Manifest;
import io.sluice.manifest.RuntimeKind;
import io.sluice.registry.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was made of packages for this host, each in a folder named after the package's digest: there whole, or not at all.
 * Methods block; of several that prepare the same package at once, one result stays.
 */
public final class Preparations {

    private static final String UNFINISHED = "preparing";

    private final Path folder;
    private final Map<RuntimeKind, PackagePreparer> preparers;

    /** Preparations in the folder, which is made where it is missing. What an earlier runtime left half made is removed. */
    public Preparations(Path folder, Map<RuntimeKind, PackagePreparer> preparers) {
        this.folder = folder;
        this.preparers = Map.copyOf(preparers);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "folder of preparations " + folder + " cannot be used: " + e.getMessage(), e);
        }
        inside().filter(path -> name(path).startsWith(UNFINISHED)).forEach(FolderTree::delete);
    }

    /** Where what was made of a package is, if anything was. */
    public Path folderOf(String digest) {
        return folder.resolve(digest);
    }

    /**
     * Prepares a package, unless it is prepared already.
     *
     * @throws PreparationFailed when that can't be done; nothing is left behind then
     */
    public void prepare(String digest, Path packageFolder, Manifest manifest) {
        if (Files.isDirectory(folderOf(digest))) {
            return;
        }
        PackagePreparer preparer = preparers.getOrDefault(manifest.runtime(), PackagePreparer.NOTHING);
        try {
            Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
            try {
                preparer.prepare(packageFolder, manifest, unfinished);
                publish(unfinished, folderOf(digest));
            } finally {
                FolderTree.delete(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "what '" + manifest.name() + "' needs could not be stored: " + e.getMessage(), e);
        }
    }

    private static void publish(Path unfinished, Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Drops what was made of all other packages. */
    public void retain(Set<String> digests) {
        inside().filter(path -> !name(path).startsWith(UNFINISHED) && !digests.contains(name(path)))
                .forEach(FolderTree::delete);
    }

    private Stream<Path> inside() {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
