package io.sluice.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.client.Home;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRuntimeIT {

    @TempDir
    private Path folder;

    private Home home = new Home(Path.of("."));

    @BeforeEach
    void makeJar() throws IOException {
        home = new Home(Files.createDirectories(folder.resolve("a home")));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInRuntime.class.getName());
        String entry = StandInRuntime.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(folder.resolve("run.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream code = Objects.requireNonNull(StandInRuntime.class.getResourceAsStream("/" + entry))) {
            jar.putNextEntry(new ZipEntry(entry));
            code.transferTo(jar);
        }
    }

    @Test
    void awaitReady_freePort_tellsTheAddressAndCloseEndsIt() {
        LocalRuntime runtime = LocalRuntime.start(options(0, false));
        try (runtime) {
            assertThat(runtime.awaitReady()).startsWith("http://127.0.0.1:");
        }

        assertThat(ProcessHandle.of(runtime.pid())).isEmpty();
        assertThat(home.runtimeFile()).doesNotExist();
    }

    @Test
    void awaitReady_detached_hasThePidOfTheRuntimeItself() {
        try (LocalRuntime runtime = LocalRuntime.start(options(0, true))) {
            runtime.awaitReady();

            assertThat(home.running().orElseThrow().pid()).isEqualTo(runtime.pid());
        }
    }

    @Test
    void start_runsAlready_isAConflict() {
        try (LocalRuntime runtime = LocalRuntime.start(options(0, false))) {
            runtime.awaitReady();

            assertThatThrownBy(() -> LocalRuntime.start(options(0, false)))
                    .hasMessageContaining("runs already")
                    .hasMessageContaining("sluice down");
        }
    }

    @Test
    void start_portInUse_isAConflict() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalRuntime.start(options(taken.getLocalPort(), false)))
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void awaitReady_diesWhileStarting_showsItsLastLines() throws IOException {
        Files.writeString(home.folder().resolve("fail"), "");

        try (LocalRuntime runtime = LocalRuntime.start(options(0, false))) {
            assertThatThrownBy(runtime::awaitReady)
                    .hasMessageContaining("exit code 9")
                    .hasMessageContaining("the state is damaged");
        }
    }

    private LocalRuntime.Options options(int port, boolean detached) {
        return new LocalRuntime.Options(
                folder.resolve("run.jar"),
                home,
                "127.0.0.1",
                port,
                home.folder().resolve("runtime.log"),
                detached);
    }
}
