package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.pool.InstanceSpec;
import io.sluice.pool.PoolFailure.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeRunnerTest {

    @TempDir
    private Path folder;

    private InstanceSpec spec() {
        return new InstanceSpec(
                "demo/a",
                "0.1.0",
                "node",
                folder.resolve("package"),
                folder.resolve("prepared"),
                "apply",
                256L << 20,
                16,
                Duration.ofSeconds(5),
                Map.of());
    }

    private NodeRunner lay(String path) {
        return NodeRunner.lay(folder.resolve("runner"), Optional.empty(), path);
    }

    @Test
    void lay_writesEveryFileThatTheRunnerConsistsOf() throws IOException {
        NodeRunner runner = lay("");

        try (var files = Files.list(runner.folder())) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.contains("require('./")) {
                        String other = line.replaceFirst(".*require\\('\\./([^']+)'\\).*", "$1");
                        assertThat(runner.folder().resolve(other))
                                .as("what %s requires", file)
                                .exists();
                    }
                }
            }
        }
        assertThat(runner.check()).exists();
    }

    @Test
    void of_packageThatWasPrepared_runsFromThere() throws IOException {
        NodeRunner runner = new NodeRunner(Path.of("/opt/node"), folder);

        assertThat(runner.of(spec(), folder))
                .containsExactly(
                        "/opt/node",
                        "--max-old-space-size=208",
                        folder.resolve("main.js").toString(),
                        folder.resolve("package/app").toString(),
                        "apply");

        Files.createDirectories(folder.resolve("prepared/app"));
        assertThat(runner.of(spec(), folder))
                .contains(folder.resolve("prepared/app").toString());
    }

    @Test
    void of_hostWithoutNode_saysWhatToDo() {
        assertThatThrownBy(() -> lay("/nowhere::").of(spec(), folder))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("sluice.function-node");
    }
}
