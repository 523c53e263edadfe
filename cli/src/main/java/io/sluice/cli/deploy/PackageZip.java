package io.sluice.cli.deploy;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.manifest.Manifest;
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
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Packs a project; the same files give the same bytes, whenever and wherever they are packed. */
public final class PackageZip {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String APP = "app/";

    /** Folders that a project has beside what is its own. */
    private static final Set<String> LEFT_OUT = Set.of("node_modules", "__pycache__", "venv", "target");

    private PackageZip() {}

    /** Writes {@code sluice.yaml} and the package folder's files, below {@code app/}, to a new file. */
    public static void pack(Project project, Path target) {
        Path root = project.packageFolder();
        if (!Files.isDirectory(root)) {
            throw new CliFailure(
                    ExitCode.NOT_FOUND,
                    project.folder().resolve(Manifest.FILE_NAME) + ": package: there is no folder " + root
                            + "\n  Build the project first, or name the folder that its build makes.");
        }
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            entry(zip, Manifest.FILE_NAME, project.manifestBytes());
            for (Path each : files(root, project)) {
                String name = APP + root.relativize(each).toString().replace('\\', '/');
                // What is compressed already takes ten times as long as the rest, and stays as large.
                zip.setLevel(name.endsWith(".jar") ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
                entry(zip, name, Files.readAllBytes(each));
            }
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot pack " + root + ": " + e.getMessage(), e);
        }
    }

    /** The manifest of a packed project, checked. */
    public static Manifest manifestOf(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(Manifest.FILE_NAME);
            if (entry == null) {
                throw new CliFailure(
                        ExitCode.USAGE, file + " is not a package: it has no " + Manifest.FILE_NAME + " at its root");
            }
            byte[] bytes = zip.getInputStream(entry).readNBytes(io.sluice.manifest.ManifestReader.MAX_SIZE + 1);
            return Project.manifest(file + ":" + Manifest.FILE_NAME, bytes);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, file + " is not a zip file: " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path root, Project project) throws IOException {
        Path real = root.toRealPath();
        boolean whole = root.equals(project.folder().normalize());
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files = all.filter(path -> !Files.isDirectory(path) || Files.isSymbolicLink(path))
                    .filter(path -> !whole || belongsToPackage(root.relativize(path)))
                    .sorted()
                    .toList();
            for (Path file : files) {
                requireInside(real, file);
            }
            if (files.isEmpty()) {
                throw new CliFailure(
                        ExitCode.NOT_FOUND, "the package folder " + root + " is empty; build the project first");
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

    private static void requireInside(Path root, Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return;
        }
        if (!Files.exists(file) || !file.toRealPath().startsWith(root) || Files.isDirectory(file)) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "the link " + file + " leads to " + Files.readSymbolicLink(file)
                            + ", which is not a file inside the package; copy what it leads to");
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
