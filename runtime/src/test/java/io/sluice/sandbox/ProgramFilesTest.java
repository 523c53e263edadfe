package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramFilesTest {

    @TempDir
    private Path folder;

    private Path home = Path.of("unset");

    @BeforeEach
    void makeHome() throws IOException {
        folder = folder.toRealPath();
        home = Files.createDirectories(folder.resolve("home"));
    }

    private Path program(String path) throws IOException {
        Path program = folder.resolve(path);
        Files.createDirectories(program.getParent());
        return Files.createFile(program);
    }

    @Test
    void program_ofTheSystem_needsNothing() {
        assertThat(ProgramFiles.of(Path.of("/usr/bin/env"), home)).isEmpty();
    }

    @Test
    void program_elsewhere_needsItsInstallation() throws IOException {
        assertThat(ProgramFiles.of(program("opt/node/bin/node"), home)).containsExactly(folder.resolve("opt/node"));
    }

    @Test
    void link_needsBothEnds() throws IOException {
        Path program = program("versions/3/bin/python3");
        Files.createDirectories(folder.resolve("venv/bin"));
        Path link = Files.createSymbolicLink(folder.resolve("venv/bin/python"), program);

        assertThat(ProgramFiles.of(link, home)).containsExactly(folder.resolve("venv"), folder.resolve("versions/3"));
    }

    @Test
    void program_inTheHomesBin_doesNotShowTheHome() throws IOException {
        Path program = program("home/bin/node");
        Files.createDirectories(home.resolve("lib"));

        assertThat(ProgramFiles.of(program, home)).containsExactly(program, home.resolve("lib"));
    }
}
