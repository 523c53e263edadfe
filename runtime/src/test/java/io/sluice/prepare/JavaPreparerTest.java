package io.sluice.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.manifest.Manifest;
import io.sluice.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaPreparerTest {

    private static final Manifest MANIFEST =
            Samples.version("demo/fast", "1.0.0").manifest();
    private static final int X86_64 = 62;
    private static final int AARCH_64 = 183;

    @TempDir
    private Path folder;

    private Path app;
    private Path target;

    @BeforeEach
    void folders() throws IOException {
        app = Files.createDirectories(folder.resolve("package/app"));
        target = Files.createDirectories(folder.resolve("target"));
    }

    private void prepare() throws IOException {
        new JavaPreparer("amd64").prepare(folder.resolve("package"), MANIFEST, target);
    }

    private void runner(String name, int machine) throws IOException {
        byte[] elf = new byte[64];
        elf[0] = 0x7F;
        elf[1] = 'E';
        elf[2] = 'L';
        elf[3] = 'F';
        elf[18] = (byte) machine;
        Files.write(app.resolve(name), elf);
    }

    @Test
    void prepare_jars_makesNothing() throws IOException {
        Files.writeString(app.resolve("quarkus-run.jar"), "jar");

        prepare();

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void prepare_runnerForThisProcessor_becomesExecutable() throws IOException {
        runner("fast-runner", X86_64);

        prepare();

        assertThat(target.resolve(JavaPreparer.RUNNER)).isExecutable();
    }

    @Test
    void prepare_runnerForAnotherProcessor_isRefusedWithBoth() throws IOException {
        runner("fast-runner", AARCH_64);

        assertThatThrownBy(this::prepare)
                .isInstanceOf(PreparationFailed.class)
                .hasMessageContaining("app/fast-runner is for the processor aarch64, this machine has amd64");
    }

    @Test
    void prepare_runnerThatIsNoProgram_isRefused() throws IOException {
        Files.writeString(app.resolve("fast-runner"), "#!/bin/sh\n");

        assertThatThrownBy(this::prepare).isInstanceOf(PreparationFailed.class).hasMessageContaining("ELF");
    }

    @Test
    void prepare_runnerBesideJars_isRefused() throws IOException {
        runner("fast-runner", X86_64);
        Files.writeString(app.resolve("quarkus-run.jar"), "jar");

        assertThatThrownBy(this::prepare).isInstanceOf(PreparationFailed.class).hasMessageContaining("holds more");
    }
}
