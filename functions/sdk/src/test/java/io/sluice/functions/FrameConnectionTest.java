package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ContentType;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.FrameWriter;
import io.sluice.functions.RuntimeEnd.Call;
import io.sluice.functions.RuntimeEnd.Ended;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls as frames, from a runtime's session to the functions and back. */
final class FrameConnectionTest {

    private FrameRig rig;
    private RuntimeEnd runtime;

    @BeforeEach
    void connect() throws Exception {
        rig = new FrameRig();
        runtime = rig.connect();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void nothingMore(FrameWriter head) {}

    private static JsonObject failure(Ended ended) {
        assertThat(ended.how()).isEqualTo("failure");
        assertThat(ended.head().contentType()).isEqualTo(ContentType.JSON);
        return new JsonObject(ended.text());
    }

    @Test
    void call_isAnsweredByItsResult() throws Exception {
        Ended ended = runtime.call("shout", "grüße").await();

        assertThat(ended.how()).isEqualTo("result");
        assertThat(ended.head().contentType()).isEqualTo(ContentType.TEXT);
        assertThat(ended.text()).isEqualTo("GRÜSSE");
        assertThat(runtime.inProgress()).isZero();
    }

    @Test
    void call_withoutContentType_isJson() throws Exception {
        Call call = rig.onLoop(
                () -> runtime.new Call("shout", ContentType.JSON, utf8("\"a\""), FrameConnectionTest::nothingMore) {
                    @Override
                    public void writeHead(FrameWriter head) {
                        head.text(Field.TARGET, "shout");
                    }
                });

        assertThat(call.await().text()).isEqualTo("A");
    }

    @Test
    void function_withoutResult_answersNothing() throws Exception {
        Ended ended = runtime.call("swallow", "x").await();

        assertThat(ended.how()).isEqualTo("result");
        assertThat(ended.head().contentType()).isEqualTo(ContentType.VOID);
        assertThat(ended.payload()).isEmpty();
    }

    @Test
    void function_runsWhereItSaysItMay() throws Exception {
        assertThat(runtime.call("thread", "").await().text()).isEqualTo("virtual");
        assertThat(runtime.call("loopThread", "").await().text()).startsWith("vert.x-eventloop");
    }

    @Test
    void failure_keepsMessageTypeAndStack() throws Exception {
        JsonObject failure = failure(runtime.call("fail", "ColourError").await());

        assertThat(failure.getString("message")).isEqualTo("too blue");
        assertThat(failure.getString("errorType")).isEqualTo("ColourError");
        assertThat(failure.getString("stacktrace")).contains("AlgorithmException: too blue");
    }

    @Test
    void entryPoint_unknown_isAFailureThatNamesThoseThereAre() throws Exception {
        JsonObject failure = failure(runtime.call("nope", "").await());

        assertThat(failure.getString("errorType")).isEqualTo("InputError");
        assertThat(failure.getString("message")).contains("no entry point 'nope'", "shout");
    }

    @Test
    void contentType_unknown_isAnInputError() throws Exception {
        Call call = rig.onLoop(
                () -> runtime.new Call("shout", ContentType.JSON, utf8("\"a\""), FrameConnectionTest::nothingMore) {
                    @Override
                    public void writeHead(FrameWriter head) {
                        head.text(Field.TARGET, "shout").number(Field.CONTENT_TYPE, 9);
                    }
                });

        assertThat(failure(call.await()).getString("message")).contains("content type 'number 9' is not carried");
    }

    @Test
    void event_isAnsweredByAnEvent() throws Exception {
        Ended ended = runtime.call(
                        "event",
                        ContentType.JSON,
                        utf8("{\"n\":1}"),
                        head -> head.attributes(Map.of(
                                "ce-specversion", "1.0",
                                "ce-id", "7",
                                "ce-type", "acme.order",
                                "ce-source", "/acme",
                                "ce-subject", "a%20%C3%BC")))
                .await();

        assertThat(ended.how()).as(ended.text()).isEqualTo("result");
        assertThat(ended.head().contentType()).isEqualTo(ContentType.JSON);
        assertThat(ended.head().attributes())
                .containsEntry("ce-type", "sample.answered")
                .containsEntry("ce-id", "7")
                .containsEntry("ce-subject", "a%20%C3%BC");
        assertThat(ended.text()).isEqualTo("{\"n\":1}");
    }

    @Test
    void event_withAnAttributeThatFitsNoHead_isAFailureAndTheConnectionLives() throws Exception {
        JsonObject failure = failure(runtime.call("longEvent", "").await());

        assertThat(failure.getString("message")).contains("the head of a frame has at most 65535 bytes");
        assertThat(runtime.call("shout", "a").await().text()).isEqualTo("A");
    }

    @Test
    void context_saysWhatTheHeadSays() throws Exception {
        Ended ended = runtime.call("headers", ContentType.JSON, utf8("null"), head -> head.text(Field.INVOCATION, "01J")
                        .number(Field.TIMEOUT, 5000)
                        .text(Field.TRACE_PARENT, "00-a-b-01")
                        .text(Field.TRACE_STATE, "x=y")
                        .text(Field.BAGGAGE, "n=1")
                        .attributes(Map.of("ce-id", "7")))
                .await();

        assertThat(new JsonObject(ended.text()).getMap())
                .isEqualTo(Map.of(
                        "content-type", "application/json",
                        "sluice-invocation", "01J",
                        "sluice-timeout-ms", "5000",
                        "traceparent", "00-a-b-01",
                        "tracestate", "x=y",
                        "baggage", "n=1",
                        "ce-id", "7"));
    }

    @Test
    void payload_ofSeveralMiB_comesAndGoesInPieces() throws Exception {
        byte[] large = new byte[3 * 1024 * 1024 + 1];
        new Random(1).nextBytes(large);

        Ended ended = runtime.call("bytes", ContentType.BINARY, large, FrameConnectionTest::nothingMore)
                .await();

        assertThat(ended.payload()).isEqualTo(large);
        assertThat(runtime.in.largest).isLessThan(70_000);
        assertThat(runtime.out.largest).isLessThan(70_000);
    }

    @Test
    void input_overTheLimit_isAnInputErrorAndTheConnectionLives() throws Exception {
        byte[] large = new byte[FrameRig.MAX_REQUEST + 1];

        JsonObject failure = failure(runtime.call("bytes", ContentType.BINARY, large, FrameConnectionTest::nothingMore)
                .await());

        assertThat(failure.getString("errorType")).isEqualTo("InputError");
        assertThat(failure.getString("message")).contains("4194304 bytes", "sluice-sdk.max-request");
        assertThat(runtime.call("shout", "a").await().text()).isEqualTo("A");
        assertThat(runtime.inProgress()).isZero();
    }

    @Test
    void call_cancelled_interruptsTheFunctionAndItsAnswerIsDropped() throws Exception {
        SampleFunctions.gate = new CountDownLatch(1);
        Call call = runtime.call("waits", "");
        FrameRig.awaitSeen("waits begins");

        call.cancel();

        FrameRig.awaitSeen("waits was interrupted");
        assertThat(runtime.call("shout", "a").await().text()).isEqualTo("A");
        assertThat(call.isDone()).isFalse();
        assertThat(runtime.inProgress()).isZero();
        assertThat(runtime.strays).isEmpty();
    }

    @Test
    void call_cancelled_cancelsTheUni() throws Exception {
        Call call = runtime.call("never", "");
        FrameRig.awaitSeen("never begins");

        call.cancel();

        FrameRig.awaitSeen("never was cancelled");
    }

    @Test
    void call_late_isATimeoutErrorAndTheFunctionIsInterrupted() throws Exception {
        SampleFunctions.gate = new CountDownLatch(1);
        Call call = runtime.call("waits", ContentType.TEXT, new byte[0], head -> head.number(Field.TIMEOUT, 10_000));
        FrameRig.awaitSeen("waits begins");

        runtime.passTime(9);
        assertThat(call.isDone()).isFalse();
        runtime.passTime(10);

        JsonObject failure = failure(call.await());
        assertThat(failure.getString("errorType")).isEqualTo("TimeoutError");
        assertThat(failure.getString("message")).contains("'waits'", "did not end within the time");
        FrameRig.awaitSeen("waits was interrupted");
        assertThat(runtime.call("shout", "a").await().text()).isEqualTo("A");
        assertThat(runtime.inProgress()).isZero();
    }

    @Test
    void connection_broken_interruptsItsCallsAndLeavesOthersAlone() throws Exception {
        RuntimeEnd other = rig.connect();
        SampleFunctions.gate = new CountDownLatch(1);
        Call kept = other.call("waits", "");
        FrameRig.awaitSeen("waits begins");
        Call lost = runtime.call("never", "");
        FrameRig.awaitSeen("never begins");

        runtime.hangUp();

        FrameRig.awaitSeen("never was cancelled");
        SampleFunctions.gate.countDown();
        assertThat(kept.await().text()).isEqualTo("waited");
        assertThat(lost.await().how()).isEqualTo("lost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0000\u0000\u0000\u0001 a length that is no frame's",
                "\u0000\u0000\u0000\u000c\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0002",
            })
    void bytes_thatAreNoFrames_endThatConnectionOnly(String rubbish) throws Exception {
        RuntimeEnd other = rig.connect();
        Call call = runtime.call("never", "");
        FrameRig.awaitSeen("never begins");

        runtime.send(rubbish.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(call.await().how()).isEqualTo("lost");
        FrameRig.awaitSeen("never was cancelled");
        assertThat(runtime.in.isClosed()).isTrue();
        assertThat(other.call("shout", "a").await().text()).isEqualTo("A");
    }

    @Test
    void hello_ofAnotherVersion_isRefusedWithBothVersions() throws Exception {
        Pipe refused = new Pipe(rig.context.nettyEventLoop());
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        refused.to(new Pipe.End() {
            @Override
            public void receive(byte[] bytes) {
                answers.add(new String(bytes, StandardCharsets.ISO_8859_1));
            }

            @Override
            public void ended() {
                answers.add("ended");
            }
        });
        byte[] helloOfVersionTwo = {0, 0, 0, 20, 1, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 14, 0, 1, 2, 15, 0, 1, 3};

        rig.onLoop(() -> {
            FrameConnection instance = new FrameConnection(rig.binding, rig.context, refused, System.nanoTime());
            instance.start();
            instance.receive(helloOfVersionTwo, 0, helloOfVersionTwo.length, System.nanoTime());
            return true;
        });

        assertThat(answers.poll(FrameRig.SECONDS, TimeUnit.SECONDS)).contains("versions 2 to 3", "version 1");
        assertThat(answers.poll(FrameRig.SECONDS, TimeUnit.SECONDS)).isEqualTo("ended");
        assertThat(runtime.call("shout", "a").await().text()).isEqualTo("A");
    }

    @Test
    void goodbye_letsCallsInProgressEndAndThenClosesTheConnection() throws Exception {
        SampleFunctions.gate = new CountDownLatch(1);
        Call call = runtime.call("waits", "");
        FrameRig.awaitSeen("waits begins");

        runtime.leave();

        assertThat(runtime.takesCalls()).isFalse();
        assertThat(runtime.closed).isNotDone();
        SampleFunctions.gate.countDown();
        assertThat(call.await().text()).isEqualTo("waited");
        assertThat(runtime.awaitClosed()).contains("closed");
    }

    @Test
    void goodbye_withNothingInProgress_closesAtOnce() throws Exception {
        runtime.leave();

        assertThat(runtime.awaitClosed()).contains("closed");
    }
}
