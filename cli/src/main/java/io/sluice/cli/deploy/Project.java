package io.sluice.cli.deploy;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.FunctionName;
import io.sluice.manifest.AlgorithmiaProject;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.ManifestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A project to deploy: its folder, its valid manifest, and the manifest's own bytes.
 *
 * @param manifestBytes the file as it goes into the package
 * @param remarks what its author should know of how it was read, a line each
 */
public record Project(Path folder, Manifest manifest, byte[] manifestBytes, List<String> remarks) {

    /** A project of which there is nothing to remark. */
    public Project(Path folder, Manifest manifest, byte[] manifestBytes) {
        this(folder, manifest, manifestBytes, List.of());
    }

    /** Reads a project from its folder; another owner than the manifest's may be given. */
    public static Project read(Path folder, @Nullable String owner) {
        Path file = folder.resolve(Manifest.FILE_NAME);
        if (!Files.isDirectory(folder)) {
            throw new CliFailure(ExitCode.NOT_FOUND, "there is no folder " + folder);
        }
        if (AlgorithmiaProject.isIn(folder)) {
            return derived(folder, owner);
        }
        if (!Files.isRegularFile(file)) {
            throw new CliFailure(
                    ExitCode.NOT_FOUND,
                    folder + " is not a function's project: it has no " + Manifest.FILE_NAME
                            + ", and no " + AlgorithmiaProject.FILE_NAME
                            + "\n  'sluice new owner/name' makes a project that has one.");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            Manifest manifest = manifest(file.toString(), bytes);
            return owner == null
                    ? new Project(folder, manifest, bytes)
                    : withOwner(folder, file, new String(bytes, StandardCharsets.UTF_8), manifest, owner);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** A folder in Algorithmia's layout, whose settings follow from that. */
    private static Project derived(Path folder, @Nullable String owner) {
        Path file = folder.resolve(AlgorithmiaProject.FILE_NAME);
        try {
            AlgorithmiaProject algorithm = AlgorithmiaProject.read(folder);
            String yaml = algorithm.manifest();
            byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
            Manifest manifest = manifest(file.toString(), bytes);
            Project project = owner == null
                    ? new Project(folder, manifest, bytes)
                    : withOwner(folder, file, yaml, manifest, owner);
            return new Project(folder, project.manifest(), project.manifestBytes(), algorithm.remarks());
        } catch (InvalidManifestException e) {
            throw new CliFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a manifest; what is wrong with it becomes the failure, a line for each problem. */
    static Manifest manifest(String fileName, byte[] bytes) {
        try {
            return ManifestReader.read(fileName, bytes);
        } catch (InvalidManifestException e) {
            throw new CliFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Project withOwner(Path folder, Path file, String yaml, Manifest manifest, String owner) {
        String name;
        try {
            name = new FunctionName(owner, manifest.name().name()).toString();
        } catch (IllegalArgumentException e) {
            throw new CliFailure(ExitCode.USAGE, "--owner: " + e.getMessage(), e);
        }
        String spelled = Pattern.quote(manifest.name().toString());
        String changed = Pattern.compile("(?m)^(name:\\s*[\"']?)" + spelled)
                .matcher(yaml)
                .replaceFirst("$1" + Matcher.quoteReplacement(name));
        byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
        Manifest renamed = manifest(file.toString(), bytes);
        if (!renamed.name().toString().equals(name)) {
            throw new CliFailure(ExitCode.USAGE, file + ": --owner needs 'name: owner/name' on a line of its own");
        }
        return new Project(folder, renamed, bytes);
    }

    /** The same for the version after the newest, whichever the manifest names. */
    public Project withoutVersion() {
        if (manifest.version() == null) {
            return this;
        }
        byte[] bytes = new String(manifestBytes, StandardCharsets.UTF_8)
                .replaceFirst("(?m)^version:.*$", "# version: the next one")
                .getBytes(StandardCharsets.UTF_8);
        return new Project(folder, manifest(folder.resolve(Manifest.FILE_NAME).toString(), bytes), bytes);
    }

    /** The same with one more line at the end of its manifest, which must not have that setting yet. */
    public Project with(String line) {
        byte[] bytes = (new String(manifestBytes, StandardCharsets.UTF_8).stripTrailing() + "\n" + line + "\n")
                .getBytes(StandardCharsets.UTF_8);
        return new Project(folder, manifest(folder.resolve(Manifest.FILE_NAME).toString(), bytes), bytes);
    }

    /** Reads a project from its folder with another of its manifests. */
    public static Project variant(Path folder, String manifestFile) {
        Path file = folder.resolve(manifestFile);
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new Project(folder, manifest(file.toString(), bytes), bytes);
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The folder whose files become the package. */
    public Path packageFolder() {
        return folder.resolve(manifest.packageFolder()).normalize();
    }
}
