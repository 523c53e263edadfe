package io.sluice.pool.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.InstanceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlgorithmRunnerTest {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private Path app;

    @BeforeEach
    void app() throws IOException {
        app = Files.createDirectories(folder.resolve("package/app"));
    }

    private InstanceSpec spec() {
        return new InstanceSpec(
                "demo/A",
                "0.1.0",
                "java",
                folder.resolve("package"),
                folder.resolve("prepared"),
                "A",
                256L << 20,
                1,
                Duration.ofSeconds(5),
                Map.of());
    }

    private AlgorithmRunner lay() {
        return AlgorithmRunner.lay(folder.resolve("runner"), JAVA_HOME, (spec, scratch) -> List.of("others"));
    }

    private void write(String file) throws IOException {
        Files.writeString(app.resolve(file), "{\"username\": \"demo\", \"algoname\": \"A\"}");
    }

    @Test
    void of_packagesOfOtherForms_isTheOthersCommand() throws IOException {
        assertThat(lay().of(spec(), folder)).containsExactly("others");

        write("algorithmia.conf");
        write("quarkus-run.jar");
        assertThat(lay().of(spec(), folder)).containsExactly("others");
    }

    @Test
    void of_algorithm_hasTheAuthorsJarsBeforeTheRunnersGson() throws IOException {
        write("algorithmia.conf");

        List<String> command = lay().of(spec(), folder);

        assertThat(command).startsWith(JAVA_HOME.resolve("bin/java").toString()).endsWith(app.toString(), "A");
        String classPath = command.get(command.indexOf("-cp") + 1);
        assertThat(classPath.indexOf(app.resolve("lib/*").toString()))
                .isPositive()
                .isLessThan(classPath.indexOf("gson.jar"));
    }

    @Test
    void of_algorithmThatIsNotThere_startsAndSaysSo() throws Exception {
        write("algorithmia.conf");
        Path scratch = Files.createDirectory(folder.resolve("scratch"));

        Process process = new ProcessBuilder(lay().of(spec(), scratch))
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("there is no class algorithmia.A.A with a public apply");
        assertThat(process.exitValue()).isEqualTo(69);
    }
}
