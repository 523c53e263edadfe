package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.manifest.Network;
import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PlainServer;
import io.sluice.pool.PoolFailure.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExecLaunchCommandTest {

    @TempDir
    private Path folder;

    private Path app = Path.of("unset");
    private Path scratch = Path.of("unset");

    @BeforeEach
    void makePackage() throws IOException {
        app = Files.createDirectories(folder.resolve("package/app"));
        scratch = Files.createDirectories(folder.resolve("scratch"));
        Files.writeString(app.resolve("serve"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(app.resolve("serve"), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(app.resolve("server.py"), "");
    }

    private List<String> of(String... command) {
        InstanceSpec spec = new InstanceSpec(
                "demo/a",
                "0.1.0",
                "exec",
                folder.resolve("package"),
                folder.resolve("prepared"),
                "a",
                1 << 26,
                1,
                Duration.ofSeconds(5),
                Map.of(),
                List.of(),
                new PlainServer(List.of(command), "/health", "/"),
                Network.FULL);
        return new ExecLaunchCommand().of(spec, scratch);
    }

    @Test
    void program_withASlash_isThePackages() {
        assertThat(of("./serve", "--fast")).containsExactly(app.resolve("serve").toString(), "--fast");
    }

    @Test
    void program_withoutOne_isTheHosts() {
        assertThat(of("python3", "server.py")).containsExactly("python3", "server.py");
    }

    @Test
    void workingDirectory_hasThePackagesFilesAsLinks() {
        of("./serve");

        assertThat(scratch.resolve("server.py")).isSymbolicLink().exists();
    }

    @Test
    void program_thatIsMissing_isSaidToBe() {
        assertThatThrownBy(() -> of("./server"))
                .isInstanceOf(StartFailed.class)
                .hasMessage("function 'demo/a@0.1.0': exec.command names './server', which is not in its package");
    }

    @Test
    void program_outsideOfThePackage_isRefused() {
        assertThatThrownBy(() -> of("../../bin/sh"))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("not in its package");
    }

    @Test
    void file_thatIsNoProgram_isRefused() {
        assertThatThrownBy(() -> of("./server.py"))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("'./server.py' is not a program of this host");
    }
}
