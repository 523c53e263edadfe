package io.sluice.cli.deploy;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where Sluice itself stands: the folder with the launcher, which says so in {@code SLUICE_ROOT}. */
public record Installation(Optional<Path> root) {

    /** From the system property {@code sluice.root}, else the environment. */
    public static Installation of(Map<String, String> environment) {
        String root = System.getProperty("sluice.root", environment.getOrDefault("SLUICE_ROOT", ""));
        return new Installation(root.isBlank() ? Optional.empty() : Optional.of(Path.of(root)));
    }

    /** The folder; a failure where nobody said which it is. */
    public Path folder() {
        return root.orElseThrow(() -> new CliFailure(
                ExitCode.USAGE,
                "Sluice's own folder is not known: run the 'sluice' launcher in it, or set SLUICE_ROOT to it"));
    }

    /** The file repository with the SDK, as an address for Maven. */
    public String repositoryUrl() {
        return folder().resolve(".sluice/repository").toUri().toString();
    }

    /** A bundled function's project. */
    public Path function(String name) {
        return folder().resolve("functions").resolve(name);
    }

    /** Whether a folder is that of a bundled function. */
    public boolean bundles(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return root.map(own -> own.resolve("functions"))
                .filter(absolute::startsWith)
                .isPresent();
    }

    /** The runtime's program. */
    public Path runtimeJar() {
        return built("runtime", folder().resolve("runtime/target/quarkus-app/quarkus-run.jar"));
    }

    /** The program that builds Java projects for {@code sluice dev}. */
    public Path builderJar() {
        return built("builder", folder().resolve("builder/target/sluice-builder.jar"));
    }

    /** The program that builds images of the runtime. */
    public Path imageJar() {
        return built("builder of images", folder().resolve("image/target/sluice-image.jar"));
    }

    private Path built(String name, Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new CliFailure(
                    ExitCode.NOT_FOUND,
                    "the " + name + " is not built: there is no " + jar + "\n  Run './sluice' in " + folder()
                            + ", which builds it.");
        }
        return jar;
    }
}
