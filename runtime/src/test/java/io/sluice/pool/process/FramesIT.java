package io.sluice.pool.process;

import static io.sluice.pool.process.DriverBench.PATIENCE;
import static io.sluice.pool.process.DriverBench.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.PooledByteBufAllocator;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.TraceContext;
import io.sluice.contract.api.LogLine;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Instance;
import io.sluice.pool.NestedCalls.NestedCall;
import io.sluice.pool.NestedCalls.Outcome;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.PoolFailure.BrokenAnswer;
import io.sluice.pool.PoolFailure.InstanceLost;
import io.sluice.pool.PoolFailure.NotTaken;
import io.sluice.pool.PoolFailure.ResultTooLarge;
import io.sluice.pool.PoolFailure.StartFailed;
import io.sluice.pool.PoolFailure.TimedOut;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances that speak frames, well and badly, as real processes. */
final class FramesIT {

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
        assertThat(invoke(bench.start("frames"), "hello")).isInstanceOfSatisfying(Answer.Result.class, result -> {
            assertThat(result.payload().bytes()).hasToString("hello");
            assertThat(result.attributes()).containsEntry("ce-type", "sample");
        });
        assertThat(bench.faults()).isEmpty();
    }

    @Test
    void call_functionFails_returnsItsFailure() {
        assertThat(invoke(bench.start("frames"), "fail"))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.failure().message()).isEqualTo("too sour"));
    }

    @Test
    void call_largePayload_goesInPieces() {
        byte[] large = new byte[1_000_000];
        new Random(3).nextBytes(large);
        Call call = new Call(
                "inv",
                "somebody",
                "token",
                "main",
                new Payload(ContentType.BINARY, Buffer.buffer(large)),
                PayloadRoom.unbounded(),
                Duration.ofSeconds(20),
                TraceContext.start(new Random(1)),
                Map.of());

        Instance instance = bench.start("frames");

        assertThat(text(instance.invoke(call).await().atMost(PATIENCE))).isEqualTo("1000000 bytes");
        assertThat(text(invoke(instance, "large"))).hasSize(4 * 65_536);
    }

    @Test
    void calls_leaveNoBuffersBehind() {
        Instance instance = bench.start("frames");
        invoke(instance, "first");
        long before = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();

        for (int i = 0; i < 1000; i++) {
            invoke(instance, "again");
        }

        assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(before + 1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "frames-http, its first bytes are not",
        "frames-wrong-version, versions 2 to 3",
        "frames-wrong-signal, version 7 of the frames"
    })
    void start_noCommonGround_failsWithTheReason(String mode, String reason) {
        String expected = mode.equals("frames-http") ? "a frame has" : reason;
        assertThatThrownBy(() -> bench.start(mode))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining(expected);
    }

    @Test
    void call_instanceCrashes_isLostWithTheExitCode() {
        Instance instance = bench.start("frames");

        assertThatThrownBy(() -> invoke(instance, "crash"))
                .isInstanceOf(InstanceLost.class)
                .hasMessageContaining("exit code 7");
    }

    @Test
    void call_neverAnswered_timesOutIsCancelledAndOthersGoOn() {
        CompletableFuture<LogLine> told = line("cancelled");
        Instance instance = bench.start("frames");

        assertThatThrownBy(() -> instance.invoke(call("wait", Duration.ofMillis(200)))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(TimedOut.class)
                .hasMessageContaining("200 ms");
        assertThat(invoke(instance, "still there")).isInstanceOf(Answer.Result.class);
        assertThat(bench.faults()).isEmpty();
        assertThat(told).succeedsWithin(PATIENCE);
    }

    @Test
    void call_givenUp_reachesTheInstance() {
        CompletableFuture<LogLine> told = line("cancelled");
        Instance instance = bench.start("frames");
        Cancellable running = instance.invoke(call("wait")).subscribe().with(answer -> {});

        assertThat(invoke(instance, "meanwhile")).isInstanceOf(Answer.Result.class);
        running.cancel();

        assertThat(told).succeedsWithin(PATIENCE);
    }

    @Test
    void call_slowFunction_isNotTakenForAHangingInstance() {
        assertThat(invoke(bench.start("frames"), "slow")).isInstanceOf(Answer.Result.class);
    }

    @Test
    void call_instanceStopsReading_isFoundToHang() {
        Instance instance = bench.start("frames");

        assertThatThrownBy(() -> invoke(instance, "stop-reading"))
                .isInstanceOf(BrokenAnswer.class)
                .hasMessageContaining("hangs");
        assertThat(bench.faults()).anySatisfy(fault -> assertThat(fault).contains("no sign of life"));
    }

    @ParameterizedTest
    @CsvSource({
        "garbage, a frame has",
        "too-long, a frame has",
        "unknown-kind, kind 77",
        "unknown-field, field 99",
        "second-hello, second HELLO",
        "same-id, a CALL has the id 2",
        "wrong-type, 'a result must be JSON, text'",
        "bad-failure, a failure must be a JSON object"
    })
    void call_instanceBreaksTheProtocol_failsWithTheReasonWhichIsNoted(String order, String reason) {
        Instance instance = bench.start("frames");

        assertThatThrownBy(() -> invoke(instance, order))
                .isInstanceOf(BrokenAnswer.class)
                .hasMessageContaining("demo/sample@1.0.0")
                .hasMessageContaining(reason);
        assertThat(bench.faults()).anySatisfy(fault -> assertThat(fault).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut-off", "hang-up"})
    void call_instanceHangsUp_failsAsBroken(String order) {
        Instance instance = bench.start("frames");

        assertThatThrownBy(() -> invoke(instance, order))
                .isInstanceOf(BrokenAnswer.class)
                .hasMessageContaining("closed the connection without an answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"optional-kind", "optional-field"})
    void call_instanceIsOfALaterVersion_whatMayBeSkippedIs(String order) {
        assertThat(invoke(bench.start("frames"), order)).isInstanceOf(Answer.Result.class);
        assertThat(bench.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"twice", "nobody"})
    void call_answerThatNobodyWaitsFor_isDroppedAndTheOthersDoNotNotice(String order) {
        Instance instance = bench.start("frames");
        CompletableFuture<Answer> other = instance.invoke(call("slow")).subscribeAsCompletionStage();

        assertThat(invoke(instance, order)).isInstanceOf(Answer.Result.class);

        assertThat(other).succeedsWithin(PATIENCE).isInstanceOf(Answer.Result.class);
        assertThat(bench.faults()).hasSize(1).first().asString().contains("which waits for none");
        assertThatThrownBy(() -> invoke(instance, "once more")).isInstanceOf(NotTaken.class);
    }

    @Test
    void call_resultLargerThanResultsMayBe_failsAndOthersGoOn() {
        Instance instance = bench.start("frames");

        assertThatThrownBy(() -> invoke(instance, "too-large"))
                .isInstanceOf(ResultTooLarge.class)
                .hasMessageContaining("1048576 bytes");
    }

    @Test
    void call_afterGoodbye_isNotTakenAndThoseBeforeItEnd() {
        Instance instance = bench.start("frames");

        assertThat(invoke(instance, "goodbye")).isInstanceOf(Answer.Result.class);

        assertThatThrownBy(() -> invoke(instance, "late guest")).isInstanceOf(NotTaken.class);
        assertThat(bench.faults()).isEmpty();
    }

    @Test
    void nestedCall_parentNamed_comesWithItsTokenAndGoesBack() {
        CompletableFuture<NestedCall> seen = new CompletableFuture<>();
        bench.nested(nested -> {
            seen.complete(nested);
            return Uni.createFrom()
                    .item(new Outcome.Returned(
                            new Payload(ContentType.TEXT, Buffer.buffer("outer")),
                            Map.of(),
                            Duration.ofMillis(2),
                            null));
        });
        Call call = call("nested");

        Answer answer = bench.start("frames").invoke(call).await().atMost(PATIENCE);

        assertThat(text(answer)).isEqualTo("outer");
        assertThat(seen)
                .isCompletedWithValueMatching(nested -> nested.parent().equals(call.token())
                        && nested.function().equals("demo/other@1.2.*")
                        && nested.payload().bytes().toString().equals("inner")
                        && Duration.ofSeconds(5).equals(nested.timeout()));
    }

    @Test
    void nestedCall_noParentNamed_belongsToTheOnlyCall() {
        assertThat(text(invoke(bench.start("frames"), "only"))).isEqualTo("inner");
    }

    @Test
    void nestedCall_parentNotInProgress_isRefused() {
        assertThat(invoke(bench.start("frames"), "orphan"))
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                                failed.failure().message())
                        .contains("call 123455, which is not in progress"));
    }

    @Test
    void nestedCall_fails_failureGoesBack() {
        bench.nested(nested -> Uni.createFrom()
                .item(new Outcome.Failed(new Failure("too sweet", Failure.INPUT_ERROR, null), 0, null)));

        assertThat(invoke(bench.start("frames"), "nested")).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.failure().message()).isEqualTo("too sweet");
            assertThat(failed.failure().errorType()).isEqualTo(Failure.INPUT_ERROR);
        });
    }

    @Test
    void stop_callInProgress_isLostWhenTheInstanceIsGone() {
        Instance instance = bench.start("frames");
        CompletableFuture<Answer> waiting = instance.invoke(call("wait")).subscribeAsCompletionStage();
        assertThat(invoke(instance, "there")).isInstanceOf(Answer.Result.class);

        instance.stop(Duration.ofMillis(100)).await().atMost(PATIENCE);

        assertThat(waiting)
                .failsWithin(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(InstanceLost.class);
    }

    /** That line, once an instance has written it. */
    private CompletableFuture<LogLine> line(String text) {
        return bench.driver()
                .logs()
                .follow("demo/sample", Optional.empty(), Optional.empty())
                .filter(it -> it.text().equals(text))
                .toUni()
                .subscribeAsCompletionStage();
    }

    private static String text(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Result.class);
        return ((Answer.Result) answer).payload().bytes().toString();
    }

    private static Answer invoke(Instance instance, String order) {
        return instance.invoke(call(order)).await().atMost(PATIENCE);
    }
}
