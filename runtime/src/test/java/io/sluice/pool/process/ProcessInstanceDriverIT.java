package io.sluice.pool.process;

import static io.sluice.pool.process.DriverBench.PATIENCE;
import static io.sluice.pool.process.DriverBench.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.api.LogLine;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Instance;
import io.sluice.pool.PoolFailure.BrokenAnswer;
import io.sluice.pool.PoolFailure.Closed;
import io.sluice.pool.PoolFailure.InstanceLost;
import io.sluice.pool.PoolFailure.ResultTooLarge;
import io.sluice.pool.PoolFailure.StartFailed;
import io.sluice.pool.PoolFailure.TimedOut;
import io.sluice.pool.connection.CallsInProgress;
import io.sluice.pool.connection.CallsInProgress.Found;
import io.sluice.pool.connection.CallsInProgress.Refused;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessInstanceDriverIT {

    @TempDir
    Path folder;

    private DriverBench bench;

    @BeforeEach
    void open() {
        bench = new DriverBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void call_goodInstance_returnsItsResultAndAttributes() {
        Answer answer = invoke(bench.start("good"), "hello");

        assertThat(answer).isInstanceOfSatisfying(Answer.Result.class, result -> {
            assertThat(result.payload().bytes()).hasToString("hello");
            assertThat(result.attributes()).containsEntry("ce-type", "sample");
        });
    }

    @Test
    void call_functionFails_returnsItsFailure() {
        Answer answer = invoke(bench.start("good"), "fail");

        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                        failed.failure().message())
                .isEqualTo("too sour"));
    }

    @ParameterizedTest
    @CsvSource({
        "exit-early, exit code 3", "exit-early, no model found", "never-ready, not ready within 2000 ms",
        "never-ready, thinking", "wrong-protocol, protocol 99", "wrong-entry, without 'main'",
        "wrong-address, /elsewhere.sock"
    })
    void start_badInstance_failsWithTheReasonAndLeavesNothing(String mode, String reason) throws IOException {
        assertThatThrownBy(() -> bench.start(mode))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("demo/sample@1.0.0")
                .hasMessageContaining(reason);

        assertThat(files(bench.settings().runFolder())).isEmpty();
        assertThat(files(bench.settings().scratchFolder())).isEmpty();
    }

    @Test
    void start_driverClosed_isRefused() {
        bench.driver().close().await().atMost(PATIENCE);

        assertThatThrownBy(() -> bench.start("good")).isInstanceOf(Closed.class);
    }

    @Test
    void call_instanceCrashes_isLostWithTheExitCode() {
        Instance instance = bench.start("good");

        assertThatThrownBy(() -> invoke(instance, "crash"))
                .isInstanceOf(InstanceLost.class)
                .hasMessageContaining("exit code 7");
    }

    @Test
    void call_hangs_timesOutAndTheInstanceTakesOthers() {
        Instance instance = bench.start("good");

        assertThatThrownBy(() -> instance.invoke(call("hang", Duration.ofMillis(200)))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(TimedOut.class)
                .hasMessageContaining("200 ms");
        assertThat(invoke(instance, "still there")).isInstanceOf(Answer.Result.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "no-outcome", "wrong-outcome", "wrong-type", "wrong-status", "bad-failure", "hang-up"
            })
    void call_answerBreaksTheProtocol_failsAsBroken(String order) {
        Instance instance = bench.start("good");

        assertThatThrownBy(() -> invoke(instance, order))
                .isInstanceOf(BrokenAnswer.class)
                .hasMessageContaining("demo/sample@1.0.0");
    }

    @Test
    void call_resultWithoutEnd_isTooLarge() {
        Instance instance = bench.start("good");

        assertThatThrownBy(() -> invoke(instance, "endless"))
                .isInstanceOf(ResultTooLarge.class)
                .hasMessageContaining("1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "native"})
    void call_takesMoreMemoryThanAllowed_isLostForMemory(String order) {
        Instance instance = bench.start("good");

        assertThatThrownBy(() -> invoke(instance, order))
                .isInstanceOfSatisfying(InstanceLost.class, lost -> assertThat(lost.outOfMemory())
                        .isTrue())
                .hasMessageContaining("192 MiB");
    }

    @Test
    void flood_isBoundedOnDiskAndKeepsTheEnd() throws IOException {
        Instance instance = bench.start("good");
        invoke(instance, "flood");
        stop(instance, Duration.ofSeconds(5));

        List<LogLine> lines = bench.driver()
                .logs()
                .tail("demo/sample", Optional.empty(), Optional.empty(), 5)
                .await()
                .atMost(PATIENCE);

        assertThat(lines).hasSize(5).allSatisfy(line -> assertThat(line.text()).hasSizeLessThan(9000));
        assertThat(lines).anySatisfy(line -> assertThat(line.text()).startsWith("1999 x"));
        Path logs = bench.settings().logFolder().resolve("demo/sample/1.0.0");
        for (Path file : files(logs)) {
            assertThat(Files.size(file)).isLessThanOrEqualTo(bench.settings().logFileBytes());
        }
    }

    @Test
    void stop_instanceWithChildren_endsThemAll() {
        Instance instance = bench.start("good");
        invoke(instance, "children");
        List<ProcessTable.Entry> children = ProcessTable.scan().stream()
                .filter(entry -> entry.parent() == instance.pid())
                .toList();

        stop(instance, Duration.ofSeconds(5));

        assertThat(children).isNotEmpty().noneMatch(child -> ProcessTable.lives(child.pid(), child.start()));
    }

    @Test
    void stop_instanceIgnoresIt_isKilledAfterTheGrace() {
        Instance instance = bench.start("ignores-term");

        stop(instance, Duration.ofMillis(300));

        assertThat(instance.exited().await().atMost(PATIENCE).reason()).isEqualTo("killed by signal 9");
    }

    @Test
    void environment_holdsNothingOfTheRuntime() {
        Answer.Result names = (Answer.Result) invoke(bench.start("good"), "environment");

        assertThat(names.payload().bytes().toString().split("\n"))
                .contains("MODE", "HOME", "SLUICE_API")
                .allMatch(
                        name -> name.matches("MODE|PATH|HOME|LANG|TZ|TMPDIR|PORT|PWD|ALGORITHMIA_API|SLUICE_[A-Z]+|_"));
    }

    @Test
    void workingDirectory_isTheScratchFolder() {
        Answer.Result result = (Answer.Result) invoke(bench.start("good"), "folder");

        assertThat(result.payload().bytes().toString())
                .startsWith(bench.settings().scratchFolder().toString());
    }

    @Test
    void folders_areClosedToOthers() throws IOException {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(bench.settings().runFolder())))
                .isEqualTo("rwx------");
    }

    @Test
    void nestedCall_withAndWithoutToken_findsItsCallOrSaysWhyNot() {
        Instance instance = bench.start("good");
        String capability = ((ProcessInstance) instance).capability();
        CallsInProgress calls = bench.driver().callsInProgress();
        assertThat(calls.find(capability, null)).isInstanceOf(Refused.class);

        Call first = call("hang");
        Cancellable firstRunning = instance.invoke(first).subscribe().with(answer -> {});
        assertThat(calls.find(capability, null)).isEqualTo(new Found(first.token()));
        Call second = call("hang");
        Cancellable secondRunning = instance.invoke(second).subscribe().with(answer -> {});

        assertThat(calls.find(capability, second.token())).isEqualTo(new Found(second.token()));
        assertThat(calls.find(capability, null))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.text()).contains("2 calls", "concurrency: 1"));
        firstRunning.cancel();
        secondRunning.cancel();
        assertThat(calls.find(capability, first.token())).isInstanceOf(Refused.class);
    }

    @Test
    void follow_linesComeWhileItRuns() {
        AssertSubscriber<LogLine> lines = bench.driver()
                .logs()
                .follow("demo/sample", Optional.of("1.0.0"), Optional.empty())
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        assertThatThrownBy(() -> bench.start("exit-early")).isInstanceOf(StartFailed.class);

        assertThat(lines.getItems()).anySatisfy(line -> assertThat(line.text()).isEqualTo("no model found"));
    }

    @Test
    void follow_slowReader_missesTheOldestAndIsToldHowMany() {
        AssertSubscriber<LogLine> lines = bench.driver()
                .logs()
                .follow("demo/sample", Optional.empty(), Optional.empty())
                .subscribe()
                .withSubscriber(AssertSubscriber.create(0));
        Instance instance = bench.start("good");
        invoke(instance, "flood");
        stop(instance, Duration.ofSeconds(5));

        lines.request(2);

        assertThat(lines.getItems().getFirst().text()).matches("\\[\\d+ lines missed]");
        assertThat(lines.getItems()).hasSize(2);
    }

    @Test
    void nestedCall_unknownAddress_isRefused() {
        assertThat(bench.driver().callsInProgress().find("nobody", null)).isInstanceOf(Refused.class);
        assertThat(bench.driver().capabilities().find("nobody")).isEmpty();
    }

    @Test
    void runtimeKilled_itsInstanceIsGoneAndTheNextStartCleansUp(@TempDir Path other) throws Exception {
        Process runtime = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DriverBench.class.getName(),
                        other.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long pid = instancePid(runtime.inputReader(StandardCharsets.UTF_8));
        Optional<ProcessHandle> instance = ProcessHandle.of(pid);

        runtime.destroyForcibly().waitFor();

        instance.ifPresent(
                handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        assertThat(ProcessTable.start(pid)).isZero();
        try (DriverBench next = new DriverBench(other)) {
            assertThat(files(next.settings().runFolder())).isEmpty();
            assertThat(files(next.settings().scratchFolder())).isEmpty();
        }
    }

    private static long instancePid(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("instance ")) {
                return Long.parseLong(line.substring("instance ".length()));
            }
        }
        throw new IllegalStateException("the runtime ended before its instance was there");
    }

    private static Answer invoke(Instance instance, String order) {
        return instance.invoke(call(order)).await().atMost(PATIENCE);
    }

    private static void stop(Instance instance, Duration grace) {
        instance.stop(grace).await().atMost(PATIENCE);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
