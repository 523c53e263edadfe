package io.sluice.cli.deploy;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.ManifestReader;
import io.sluice.manifest.ProjectPackage;
import io.sluice.manifest.UnpackableProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Packs projects, and looks into packages. */
public final class PackageZip {

    private PackageZip() {}

    /** Writes {@code sluice.yaml} and the package folder's files, below {@code app/}, to a new file. */
    public static void pack(Project project, Path target) {
        try {
            ProjectPackage.write(project.folder(), project.manifest(), project.manifestBytes(), target);
        } catch (UnpackableProject e) {
            throw new CliFailure(e.missing() ? ExitCode.NOT_FOUND : ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CliFailure(
                    ExitCode.INTERNAL, "cannot pack " + project.packageFolder() + ": " + e.getMessage(), e);
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
            byte[] bytes = zip.getInputStream(entry).readNBytes(ManifestReader.MAX_SIZE + 1);
            return Project.manifest(file + ":" + Manifest.FILE_NAME, bytes);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, file + " is not a zip file: " + e.getMessage(), e);
        }
    }
}
