package io.sluice.integration;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build left what the tests start and deploy. */
final class Installation {

    private Installation() {}

    /** The folder with the launcher. */
    static Path root() {
        return Path.of(System.getProperty("sluice.root", "..")).toAbsolutePath().normalize();
    }

    /** The runtime's program. */
    static Path runtimeJar() {
        return built(root().resolve("runtime/target/quarkus-app/quarkus-run.jar"));
    }

    /** The project of a bundled function, built. */
    static Path function(String name) {
        Path project = root().resolve("functions").resolve(name);
        built(project.resolve("target/quarkus-app/quarkus-run.jar"));
        return project;
    }

    /** The project of the fixture that behaves and misbehaves as it is told, built. */
    static Path fixture() {
        Path project = root().resolve("integration-tests/fixtures/misbehaving");
        built(project.resolve("target/quarkus-app/quarkus-run.jar"));
        return project;
    }

    private static Path built(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("not built: " + file + "; run ./mvnw verify in " + root());
        }
        return file;
    }
}
