package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.InstanceSpec;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonRunnerTest {

    @TempDir
    private Path folder;

    @Test
    void lay_writesEveryFileThatTheRunnerHas() throws Exception {
        PythonRunner runner = PythonRunner.lay(folder.resolve("python"), () -> Path.of("/python"));

        try (Stream<Path> laid = Files.walk(runner.folder())) {
            assertThat(laid.filter(Files::isRegularFile)
                            .map(file -> runner.folder().relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(bundled());
        }
    }

    private static List<String> bundled() throws IOException, URISyntaxException {
        URL found = PythonRunner.class.getClassLoader().getResource(PythonRunner.RESOURCES);
        assertThat(found).isNotNull();
        URI uri = found.toURI();
        if (!uri.getScheme().equals("jar")) {
            return filesBelow(Path.of(uri));
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return filesBelow(jar.getPath(PythonRunner.RESOURCES));
        }
    }

    private static List<String> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.contains("__pycache__"))
                    .toList();
        }
    }

    @Test
    void command_namesPackageRequirementsAndEntryPoint() {
        PythonRunner runner = new PythonRunner(() -> Path.of("/usr/bin/python3"), Path.of("/runner"));
        InstanceSpec spec = new InstanceSpec(
                "demo/a",
                "0.1.0",
                "python",
                Path.of("/packages/x"),
                Path.of("/prepared/x"),
                "main.apply",
                1L << 28,
                4,
                Duration.ofSeconds(1),
                Map.of());

        assertThat(runner.of(spec, Path.of("/scratch")))
                .containsExactly(
                        "/usr/bin/python3",
                        "-s",
                        "-S",
                        "/runner/start-instance.py",
                        "/packages/x/app",
                        "/prepared/x/site",
                        "main.apply");
        assertThat(runner.forkServer(spec, Path.of("/run/f.sock"), "/x/none"))
                .get()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .endsWith("main.apply", "/run/f.sock", "/x/none");
    }
}
