package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.command.SluiceCommand;
import io.sluice.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The author's loop in Java: a builder stays, and compiles what is edited. */
@ExtendWith(SharedSluice.class)
final class DevJavaIT {

    private static final String FUNCTION = "dev/louder";
    private static final String SNAPSHOT = "0.1.0-SNAPSHOT";

    private final Sluice sluice;
    private final Client client;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            false,
            120);

    @TempDir
    private Path folder;

    private Path source = Path.of("");
    private String written = "";
    private Thread loop = new Thread();

    DevJavaIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    @BeforeEach
    void begin() throws IOException {
        Path root = installation(folder.resolve("sluice"));
        Path project = folder.resolve("louder");
        Map<String, String> environment = Map.of(
                "SLUICE_HOME",
                sluice.home().toString(),
                "XDG_CONFIG_HOME",
                sluice.home().toString(),
                "SLUICE_ROOT",
                root.toString());
        assertThat(SluiceCommand.line(environment, console).execute("new", FUNCTION, project.toString()))
                .isZero();
        source = sourceOf(project);
        written = Files.readString(source);
        loop = new Thread(() -> SluiceCommand.line(environment, console).execute("dev", project.toString()));
        loop.start();
        Waits.until("the function is there").atMost(Waits.BUILD).until(() -> said(out)
                .contains(FUNCTION + "@0.1.0 is there"));
    }

    /** Like one of the launcher's, with the builder of this build and a repository with its SDK. */
    private static Path installation(Path root) throws IOException {
        Files.createDirectories(root);
        Files.createSymbolicLink(root.resolve("mvnw"), Installation.root().resolve("mvnw"));
        Files.createSymbolicLink(root.resolve("builder"), Installation.root().resolve("builder"));
        Path repository = root.resolve(".sluice/repository/io/sluice");
        publish(repository, "sluice-parent", "", "pom.xml");
        publish(repository, "sluice-functions", "functions", "pom.xml");
        publish(repository, "sluice-contract", "contract", "pom.xml", "target/sluice-contract-" + SNAPSHOT + ".jar");
        publish(
                repository,
                "sluice-functions-sdk",
                "functions/sdk",
                "pom.xml",
                "target/sluice-functions-sdk-" + SNAPSHOT + ".jar");
        return root;
    }

    private static void publish(Path repository, String artifact, String module, String... files) throws IOException {
        Path target = Files.createDirectories(repository.resolve(artifact).resolve(SNAPSHOT));
        for (String file : files) {
            String extension = file.substring(file.lastIndexOf('.')).replace("xml", "pom");
            Files.copy(
                    Installation.root().resolve(module).resolve(file),
                    target.resolve(artifact + "-" + SNAPSHOT + extension));
        }
    }

    private static Path sourceOf(Path project) throws IOException {
        try (var files = Files.walk(project.resolve("src/main/java"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.interrupt();
        loop.join(20_000);
        assertThat(loop.isAlive()).isFalse();
        client.delete("/v1/functions/" + FUNCTION);
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private String answer() {
        return client.call(FUNCTION, "\"quiet\"").result().asText();
    }

    @Test
    void change_answers_andAMistakeIsToldAsTheCompilerSaysIt_whileTheVersionBeforeGoesOn() throws IOException {
        assertThat(answer()).isEqualTo("QUIET!");
        assertThat(said(err)).as("built without Maven").doesNotContain("Maven builds this project");

        Files.writeString(source, written.replace("\"!\"", "\"!!\""));

        Waits.until("the change answers").until(() -> answer().equals("QUIET!!"));

        Files.writeString(source, written.replace("input.toUpperCase", "input.toUpprCase"));

        Waits.until("the mistake is told").until(() -> said(err).contains("the version before goes on serving"));
        assertThat(said(err)).containsPattern("src/main/java/.*\\.java:\\d+: error: cannot find symbol");
        assertThat(answer()).isEqualTo("QUIET!!");

        Files.writeString(source, written);

        Waits.until("the loop goes on").until(() -> answer().equals("QUIET!"));
    }

    @Test
    void pom_thatAsksForMore_isBuiltByMaven_andDevSaysSo() throws IOException {
        Path pom = folder.resolve("louder/pom.xml");
        Files.writeString(
                pom,
                Files.readString(pom)
                        .replace("</project>", "<profiles><profile><id>other</id></profile></profiles></project>"));
        Waits.until("it is told").atMost(Waits.BUILD).until(() -> said(err)
                .contains("Maven builds this project at each change, which takes longer"));

        Files.writeString(source, written.replace("\"!\"", "\"?\""));

        Waits.until("the change answers").atMost(Waits.BUILD).until(() -> answer().equals("QUIET?"));
    }
}
