package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.FunctionDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Functions that do what functions should not: their callers are told what happened, their pools go on, and another
 * function's callers, who call all the while, notice nothing.
 */
@ExtendWith(SharedSluice.class)
final class MisbehavingIT {

    private static final long MIB = 1024 * 1024;

    private final Sluice sluice;
    private final Client client;
    private final Traffic bystanders;

    MisbehavingIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
        this.bystanders = new Traffic(client, "demo/echo", 1, Duration.ofMillis(20));
    }

    @BeforeEach
    void bystandersAreServed() {
        Waits.until("the bystanders are served").until(() -> bystanders.answered() > 0);
    }

    @AfterEach
    void bystandersNoticedNothing() {
        long before = bystanders.answered();
        Waits.until("the bystanders are served still").until(() -> bystanders.answered() > before);
        bystanders.close();
        assertThat(bystanders.failures()).isEmpty();
        assertThat(sluice.errors()).isEmpty();
    }

    @Test
    void start_thatNeverEnds_isAnInitializationErrorThatSaysHowLongItTook() {
        client.deployed(Packages.fixtureThat("never-ready"));

        Reply reply = client.call("demo/never-ready", "1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.errorType()).isEqualTo("InitializationError");
        assertThat(reply.message()).contains("demo/never-ready@0.1.0", "not ready within 3000 ms");
        assertGone("demo/never-ready");
        assertThat(client.describe("demo/never-ready").lastStartFailure()).contains("not ready within 3000 ms");
    }

    @Test
    void start_thatEndsItself_isAnInitializationErrorWithExitCodeAndLastLines() {
        client.deployed(Packages.fixtureThat("refuse-to-start"));

        Reply reply = client.call("demo/refuse-to-start", "1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.errorType()).isEqualTo("InitializationError");
        assertThat(reply.message()).contains("exit code 7", "misbehaving: I refuse to start");
        assertGone("demo/refuse-to-start");
    }

    @Test
    void start_ofAPackageWithoutAProgram_isAnInitializationErrorThatSaysSo() {
        client.deployed(Packages.zip(Packages.manifest("demo/hollow", "0.1.0", "echo"), "app/readme.txt", new byte[1]));

        Reply reply = client.call("demo/hollow", "1");

        assertThat(reply.errorType()).as(reply.text()).isEqualTo("InitializationError");
        assertThat(reply.message()).contains("demo/hollow@0.1.0", "quarkus-run.jar");
        assertGone("demo/hollow");
    }

    @Test
    void start_ofAnEntryPointThatIsNotThere_isAnInitializationErrorThatNamesThoseThatAre() {
        client.deployed(Packages.fixture(Packages.manifest("demo/mistyped", "0.1.0", "eccho")));

        Reply reply = client.call("demo/mistyped", "1");

        assertThat(reply.errorType()).as(reply.text()).isEqualTo("InitializationError");
        assertThat(reply.message()).contains("'eccho'", "echo");
        assertGone("demo/mistyped");
    }

    @ParameterizedTest
    @CsvSource({"exit", "halt"})
    void process_thatEndsInACall_isASystemExitWithItsCode(String how) {
        double before = exits("demo/crash");

        Reply reply = client.call("demo/crash", "\"" + how + "\"");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.errorType()).isEqualTo("SystemExit");
        assertThat(reply.message()).contains("demo/crash@0.1.0", "exit code 3");
        Waits.until("its end is counted").until(() -> exits("demo/crash") == before + 1);
    }

    private double exits(String function) {
        return client.get("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("sluice_instances_exited_total{function=\"" + function + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void process_thatIsKilledInACall_isASystemExitAndTheNextCallGetsAnother() {
        long begun = client.count("demo/sleep", "sleep begins");
        CompletableFuture<Reply> call = client.callAsync("demo/sleep", "60000");
        Waits.until("the call runs").until(() -> client.count("demo/sleep", "sleep begins") > begun);
        FunctionDescription.InstanceView instance =
                client.describe("demo/sleep").instances().getFirst();

        assertThat(ProcessHandle.of(instance.pid()).orElseThrow().destroyForcibly())
                .isTrue();

        Reply reply = call.join();
        assertThat(reply.errorType()).as(reply.text()).isEqualTo("SystemExit");
        assertThat(reply.message()).contains(instance.id(), "signal 9");
        assertThat(client.call("demo/sleep", "1").result().asText()).isEqualTo("slept 1 ms");
    }

    @Test
    void call_thatHangsPastItsTimeout_isATimeoutErrorAndTheNextCallIsServed() {
        client.deployed(Packages.fixture(
                Packages.manifest("demo/stuck", "0.1.0", "hang").replace("timeout: 30s", "timeout: 500ms")));

        for (int i = 0; i < 3; i++) {
            Reply reply = client.call("demo/stuck", "null");
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.errorType()).isEqualTo("TimeoutError");
            assertThat(reply.message()).contains("demo/stuck");
        }
        assertThat(client.describe("demo/stuck").stats().inFlight()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "garbage,    ParsingError, not HTTP",
        "no-outcome, ParsingError, sluice-outcome",
        "bad-type,   ParsingError, image/png",
        "bad-status, ParsingError, 302",
        "short,      ParsingError, ''",
        "other,      ParsingError, labelled JSON but is not",
        "silence,    TimeoutError, no answer within",
    })
    void answer_thatIsRubbish_isAnErrorThatSaysWhatWasWrong(String kind, String errorType, String said) {
        client.deployed(Packages.fixtureThat("rubbish"));

        String bound = kind.equals("silence") ? "?timeout=5" : "";
        Reply reply = client.post("/v1/algo/demo/rubbish" + bound, Client.TEXT, kind);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.errorType()).as(reply.text()).isEqualTo(errorType);
        assertThat(reply.message()).contains(said);
        assertThat(client.describe("demo/rubbish").stats().inFlight()).isZero();
    }

    @Test
    void answer_overTheLimit_isATooLargeErrorAndTheNextCallIsServed() {
        client.deployed(Packages.fixture(
                Packages.manifest("demo/copier", "0.1.0", "echo").replace("192MiB", "512MiB")));
        String doublesAsJson = "\"".repeat(9 * 1024 * 1024);

        Reply reply = client.post("/v1/algo/demo/copier", Client.TEXT, doublesAsJson);

        assertThat(reply.errorType()).as(start(reply)).isEqualTo("TooLargeError");
        assertThat(reply.message()).contains("demo/copier@0.1.0", "15728640 bytes");
        assertThat(client.call("demo/copier", "1").result().asInt()).isEqualTo(1);
    }

    private static String start(Reply reply) {
        return reply.text().substring(0, Math.min(300, reply.text().length()));
    }

    @Test
    void stdout_withoutEnd_doesNotHoldTheCallUpAndIsKeptBounded() throws IOException {
        Reply reply = client.call("demo/spam", "64");

        assertThat(reply.result().asText()).as(reply.text()).isEqualTo("wrote 64 MiB");
        Path logs = sluice.home().resolve("logs/demo/spam");
        try (Stream<Path> files = Files.walk(logs)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertThat(bytes).isBetween(MIB, 11 * MIB);
        }
        assertThat(client.lines("demo/spam").filter(line -> line.startsWith("spam spam")))
                .isNotEmpty();
    }

    @Test
    void memory_takenOnTheHeapWithoutEnd_isAnOutOfMemoryErrorAndEndsTheInstance() {
        client.call("demo/oom", "null");
        List<String> before = instances("demo/oom");

        Reply reply = client.call("demo/oom", "\"heap\"");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.errorType()).isEqualTo("OutOfMemoryError");
        assertThat(reply.message()).contains("demo/oom@0.1.0", "192 MiB");
        // Another one may be started in its place, where calls were expected.
        Waits.until("its instance is gone").until(() -> !instances("demo/oom").containsAll(before));
    }

    @Test
    void memory_takenBesideTheHeapWithoutEnd_isAnOutOfMemoryError() {
        Reply reply = client.call("demo/oom", "\"direct\"");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.errorType()).isEqualTo("OutOfMemoryError");
        assertThat(reply.message()).contains("memory");
    }

    @Test
    void queue_thatIsFull_isA429ThatSaysWhenToComeBack() {
        client.deployed(Packages.fixture(Packages.manifest(
                "demo/narrow", "0.1.0", "sleep", "concurrency: 1", "instances: {max: 1}", "queue: 1")));
        client.call("demo/narrow", "1");
        CompletableFuture<Reply> running = client.callAsync("demo/narrow", "60000");
        Waits.until("one runs")
                .until(() -> client.describe("demo/narrow").stats().inFlight() == 1);
        CompletableFuture<Reply> waiting = client.callAsync("demo/narrow", "1");
        Waits.until("one waits")
                .until(() -> client.describe("demo/narrow").stats().queued() == 1);

        Reply reply = client.call("demo/narrow", "1");
        running.cancel(true);

        assertThat(reply.status()).as(reply.text()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(reply.message()).contains("demo/narrow");
        assertThat(waiting.join().result().asText()).isEqualTo("slept 1 ms");
    }

    private List<String> instances(String function) {
        return client.describe(function).instances().stream()
                .map(FunctionDescription.InstanceView::id)
                .toList();
    }

    private void assertGone(String function) {
        Waits.until("no instance of " + function + " is left")
                .until(() -> client.describe(function).instances().isEmpty());
    }
}
