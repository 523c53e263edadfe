package io.sluice.manifest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs a project; the same files give the same bytes, whenever and wherever they are packed. Blocks.
 */
public final class ProjectPackage {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String APP = "app/";

    /** Folders that a project has beside what is its own. */
    private static final Set<String> LEFT_OUT = Set.of("node_modules", "__pycache__", "venv", "target");

    private ProjectPackage() {}

    /**
     * Writes {@code sluice.yaml} and the package folder's files, below {@code app/}, to a new file.
     *
     * @param project the project's folder
     * @param manifest its valid manifest
     * @param manifestBytes the same as it goes into the package
     * @throws UnpackableProject when there is nothing to pack, or a link leads out of the package
     */
    public static void write(Path project, Manifest manifest, byte[] manifestBytes, Path target)
            throws IOException, UnpackableProject {
        Path root = project.resolve(manifest.packageFolder()).normalize();
        if (manifest.runtime() == RuntimeKind.PIPELINE) {
            write(target, manifestBytes, root.resolveSibling(""), List.of(pipeline(project, root)));
            return;
        }
        if (!Files.isDirectory(root)) {
            throw new UnpackableProject(
                    project.resolve(Manifest.FILE_NAME) + ": package: there is no folder " + root
                            + "\n  Build the project first, or name the folder that its build makes.",
                    true);
        }
        write(target, manifestBytes, root, files(root, root.equals(project.normalize())));
    }

    private static Path pipeline(Path project, Path file) throws IOException, UnpackableProject {
        if (!Files.isRegularFile(file)) {
            throw new UnpackableProject(
                    project.resolve(Manifest.FILE_NAME) + ": package: there is no file " + file
                            + "\n  Write the pipeline there, or name the file that has it.",
                    true);
        }
        requireInside(project.toRealPath(), file);
        return file;
    }

    private static void write(Path target, byte[] manifestBytes, Path root, List<Path> files) throws IOException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(Deflater.BEST_SPEED);
            begin(zip, Manifest.FILE_NAME);
            zip.write(manifestBytes);
            zip.closeEntry();
            for (Path each : files) {
                String name = APP + root.relativize(each).toString().replace('\\', '/');
                // What is compressed already takes ten times as long as the rest, and stays as large.
                zip.setLevel(name.endsWith(".jar") ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
                begin(zip, name);
                Files.copy(each, zip);
                zip.closeEntry();
            }
        }
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }

    private static List<Path> files(Path root, boolean whole) throws IOException, UnpackableProject {
        Path real = root.toRealPath();
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files = all.filter(path -> !Files.isDirectory(path) || Files.isSymbolicLink(path))
                    .filter(path -> !whole || belongsToPackage(root.relativize(path)))
                    .sorted()
                    .toList();
            for (Path file : files) {
                requireInside(real, file);
            }
            if (files.isEmpty()) {
                throw new UnpackableProject("the package folder " + root + " is empty; build the project first", true);
            }
            return files;
        }
    }

    /** Of a whole project, what tools keep there does not go into its package, nor what is made again elsewhere. */
    private static boolean belongsToPackage(Path path) {
        for (Path part : path) {
            String name = part.toString();
            if (name.startsWith(".") || LEFT_OUT.contains(name)) {
                return false;
            }
        }
        return !path.equals(Path.of(Manifest.FILE_NAME));
    }

    private static void requireInside(Path root, Path file) throws IOException, UnpackableProject {
        if (!Files.isSymbolicLink(file)) {
            return;
        }
        if (!Files.exists(file) || !file.toRealPath().startsWith(root) || Files.isDirectory(file)) {
            throw new UnpackableProject(
                    "the link " + file + " leads to " + Files.readSymbolicLink(file)
                            + ", which is not a file inside the package; copy what it leads to",
                    false);
        }
    }
}
