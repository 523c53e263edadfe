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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The author's loop: what is edited is what answers. */
@ExtendWith(SharedSluice.class)
final class DevIT {

    private static final String FUNCTION = "dev/greet";

    private final Sluice sluice;
    private final Client client;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path project;

    private Thread loop = new Thread();

    DevIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(
                project.resolve("sluice.yaml"),
                "name: " + FUNCTION + "\nversion: 3.0.0\nruntime: python\npackage: .\nidle: 1h\n");
        write("hello");
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false,
                120);
        Map<String, String> environment = Map.of(
                "SLUICE_HOME",
                sluice.home().toString(),
                "XDG_CONFIG_HOME",
                sluice.home().toString());
        loop = new Thread(() -> SluiceCommand.line(environment, console).execute("dev", project.toString()));
        loop.start();
        Waits.until("the function is there").until(() -> said().contains(FUNCTION + "@0.1.0 is there"));
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.interrupt();
        loop.join(10_000);
        assertThat(loop.isAlive()).isFalse();
        client.delete("/v1/functions/" + FUNCTION);
    }

    private void write(String word) throws IOException {
        write("main.py", "def apply(input):\n    print('called with', input)\n    return '" + word + " ' + input\n");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(project.resolve(file), text);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String answer() {
        return client.call(FUNCTION, "\"ann\"").result().asText();
    }

    @Test
    void change_answersTheNextCalls_andItsVersionReplacesTheOneBefore() throws IOException {
        assertThat(answer()).isEqualTo("hello ann");

        write("good day");

        Waits.until("the change answers").until(() -> answer().equals("good day ann"));
        Waits.until("only the newest version is left").until(() -> client.get("/v1/functions/" + FUNCTION + "/versions")
                .json()
                .findValuesAsText("version")
                .equals(List.of("0.1.1")));
        assertThat(said()).contains("main.py: " + FUNCTION + "@0.1.1 is there");
    }

    @Test
    void mistake_isToldWithItsLine_andTheVersionBeforeGoesOn() throws IOException {
        write("main.py", "def apply(input):\n    return (\n");

        Waits.until("the mistake is told")
                .until(() -> err.toString(StandardCharsets.UTF_8).contains("the version before goes on serving"));
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("main.py", "line 2");
        assertThat(answer()).isEqualTo("hello ann");

        write("again");

        Waits.until("the loop goes on").until(() -> answer().equals("again ann"));
    }

    @Test
    void whatTheFunctionWrites_isShownFromTheFirstVersionOn() {
        Waits.until("its output is shown").until(() -> {
            answer();
            return said().contains("called with ann");
        });
    }
}
