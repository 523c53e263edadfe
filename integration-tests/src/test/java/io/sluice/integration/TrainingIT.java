package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.FunctionDescription;
import io.sluice.contract.api.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Training runs of real functions on real JVMs, and executables that are none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrainingIT {

    /** Two starts of a JVM at the lowest priority. */
    private static final Duration TRAINING = Duration.ofMinutes(3);

    private Sluice sluice;
    private Client client;

    @BeforeAll
    void start(@TempDir Path folder) {
        sluice = Sluice.start(folder, Map.of("SLUICE_FUNCTION_AOT", "true"));
        client = sluice.administrator();
    }

    @AfterAll
    void stop() {
        sluice.close();
    }

    private String afterTraining(String function) {
        return Awaitility.await("the training run of " + function)
                .atMost(TRAINING)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> String.valueOf(client.describe(function).aotCache()),
                        state -> !state.startsWith("none yet"));
    }

    private String commandOf(String function) throws IOException {
        long pid = client.describe(function).instances().getFirst().pid();
        return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    }

    @Test
    void deploy_functionWithSamples_startsWithItsCacheAndAnswersTheSame() throws IOException {
        client.deployed(Packages.fixture(
                Packages.manifest("it/trained", "1.0.0", "shout", "samples: ['\"quiet\"', '\"still\"']")));

        assertThat(afterTraining("it/trained")).startsWith("in use");
        assertThat(client.call("it/trained", "\"quiet\"").text()).contains("QUIET");
        assertThat(commandOf("it/trained")).contains("-XX:AOTCache=" + sluice.home());
        FunctionDescription described = client.describe("it/trained");
        assertThat(described.stats().invocations())
                .as("training calls are not counted")
                .isEqualTo(1);
        try (Stream<Path> scratch = Files.list(sluice.home().resolve("scratch"))) {
            assertThat(scratch.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("t-"));
        }
    }

    @Test
    void deploy_functionThatCallsOthers_doesNotReachThemWhileItIsTrained() {
        client.deployed(Packages.fixture(Packages.manifest("it/callee", "1.0.0", "shout")));
        client.deployed(Packages.fixture(Packages.manifest(
                "it/caller",
                "1.0.0",
                "nestedBlocking",
                "samples: ['{\"function\": \"it/callee\", \"input\": \"quiet\"}']")));

        assertThat(afterTraining("it/caller")).startsWith("in use");
        assertThat(client.describe("it/callee").stats().invocations()).isZero();
    }

    @Test
    void deploy_functionWhoseJvmIsLostInTraining_worksWithoutAndSaysWhy() {
        client.deployed(Packages.fixture(Packages.manifest("it/crashing", "1.0.0", "crash", "samples: ['\"now\"']")));

        assertThat(afterTraining("it/crashing")).contains("its training run failed", "called with \"now\"");
        assertThat(client.describe("it/crashing").current()).isTrue();
    }

    @Test
    void deploy_runnerForAnotherProcessor_isRefusedAndTheVersionBeforeServes() {
        client.deployed(Packages.fixture(Packages.manifest("it/native", "1.0.0", "shout")));
        byte[] elf = new byte[64];
        System.arraycopy(new byte[] {0x7F, 'E', 'L', 'F'}, 0, elf, 0, 4);
        elf[18] = 8; // MIPS

        Reply refused =
                client.deploy(Packages.zip(Packages.manifest("it/native", "1.1.0", "shout"), "app/shout-runner", elf));
        Reply noProgram = client.deploy(Packages.zip(
                Packages.manifest("it/native", "1.2.0", "shout"),
                "app/shout-runner",
                "echo hi".getBytes(StandardCharsets.UTF_8)));

        assertThat(refused.status()).isBetween(400, 499);
        assertThat(refused.text()).contains("app/shout-runner is for the processor number 8");
        assertThat(noProgram.text()).contains("not an executable of Linux (ELF)");
        assertThat(client.call("it/native", "\"quiet\"").text()).contains("QUIET");
    }

    @Test
    void logs_ofATrainingRun_nameItsInstance() {
        client.deployed(Packages.fixture(
                Packages.manifest("it/logged", "1.0.0", "shout", "environment: {A: b}", "samples: ['\"quiet\"']")));
        afterTraining("it/logged");

        assertThat(client.get("/v1/functions/it/logged/logs?tail=100").listOf(LogLine.class))
                .extracting(LogLine::instance)
                .anyMatch(name -> name.startsWith("t-"));
    }
}
