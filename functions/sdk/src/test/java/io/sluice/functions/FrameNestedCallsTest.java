package io.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contract.ContentType;
import io.sluice.contract.frames.Field;
import io.sluice.functions.RuntimeEnd.Call;
import io.sluice.functions.RuntimeEnd.Ended;
import io.sluice.functions.RuntimeEnd.Nested;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that functions make, back on the connection that they were called on. */
final class FrameNestedCallsTest {

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

    private Call call(String entryPoint, int number) throws Exception {
        return runtime.call(entryPoint, ContentType.JSON, utf8("" + number), head -> head.number(Field.TIMEOUT, 30_000)
                .text(Field.TRACE_PARENT, "trace-" + number)
                .text(Field.TRACE_STATE, "state-" + number)
                .text(Field.BAGGAGE, "baggage-" + number));
    }

    private static JsonObject failure(Call call) throws Exception {
        Ended ended = call.await();
        assertThat(ended.how()).isEqualTo("failure");
        return new JsonObject(ended.text());
    }

    @ParameterizedTest
    @CsvSource({"nested,demo/other", "nestedBlocking,demo/other@1.2.*"})
    void nested_carriesParentTraceAndWhatIsLeftOfTheTime(String entryPoint, String target) throws Exception {
        Call call = call(entryPoint, 7);

        Nested nested = runtime.awaitNested();

        assertThat(nested.input()).isEqualTo("7");
        assertThat(nested.head().text(Field.TARGET)).isEqualTo(target);
        assertThat(nested.head().contentType()).isEqualTo(ContentType.JSON);
        assertThat(nested.head().number(Field.PARENT, -1)).isEqualTo(call.id());
        assertThat(nested.head().text(Field.TRACE_PARENT)).isEqualTo("trace-7");
        assertThat(nested.head().text(Field.TRACE_STATE)).isEqualTo("state-7");
        assertThat(nested.head().text(Field.BAGGAGE)).isEqualTo("baggage-7");
        assertThat(nested.head().number(Field.TIMEOUT, -1)).isBetween(1L, 30_000L);
        runtime.answer(nested, ContentType.TEXT, utf8("other"));
        Ended ended = call.await();
        assertThat(ended.text()).isEqualTo("other");
        assertThat(ended.head().contentType()).isEqualTo(ContentType.TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested", "nestedBlocking"})
    void nested_manyAtOnce_eachHasItsOwnParent(String entryPoint) throws Exception {
        Map<Long, Integer> numberOf = new HashMap<>();
        Call[] calls = new Call[50];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = call(entryPoint, i);
            numberOf.put(calls[i].id(), i);
        }

        Nested[] nested = new Nested[calls.length];
        for (int i = 0; i < calls.length; i++) {
            Nested each = runtime.awaitNested();
            nested[Integer.parseInt(each.input())] = each;
        }

        for (int i = calls.length - 1; i >= 0; i--) {
            assertThat(numberOf.get(nested[i].head().number(Field.PARENT, -1))).isEqualTo(i);
            assertThat(nested[i].head().text(Field.TRACE_PARENT)).isEqualTo("trace-" + i);
            runtime.answer(nested[i], ContentType.JSON, utf8("[" + i + "]"));
        }
        for (int i = 0; i < calls.length; i++) {
            assertThat(calls[i].await().text()).isEqualTo("[" + i + "]");
        }
    }

    @Test
    void nested_bytesOfJson_areHandedOnAsTheyCame() throws Exception {
        Call call = call("nested", 1);

        runtime.answer(runtime.awaitNested(), ContentType.JSON, utf8("{ \"a\" : 1 }"));

        assertThat(call.await().text()).isEqualTo("{ \"a\" : 1 }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"too blue\",\"errorType\":\"ColourError\"} |   0 | function 'demo/other': too blue | ColourError",
                "{\"message\":\"not there\"} | 404 | function 'demo/other': not there | AlgorithmError",
                "rubbish | 503 | function 'demo/other': the runtime answered with status 503 and no reason | AlgorithmError",
                "{} | 0 | function 'demo/other': failed without a message | AlgorithmError",
            })
    void nested_failure_saysWhichFunctionAndWhy(String payload, long status, String message, String errorType)
            throws Exception {
        Call call = call("nested", 1);

        runtime.refuse(runtime.awaitNested(), payload, status);

        JsonObject failure = failure(call);
        assertThat(failure.getString("message")).isEqualTo(message);
        assertThat(failure.getString("errorType")).isEqualTo(errorType);
    }

    @Test
    void nested_whoseParentIsCancelled_isCancelled() throws Exception {
        Call call = call("nested", 1);
        Nested nested = runtime.awaitNested();

        call.cancel();

        assertThat(runtime.cancelled.poll(FrameRig.SECONDS, TimeUnit.SECONDS)).isSameAs(nested.call());
    }

    @Test
    void nested_late_isATimeoutError() throws Exception {
        CompletableFuture<AlgoResponse> answer = algorithmOutside();
        Nested nested = runtime.awaitNested();

        runtime.passTime(301);

        assertThat(runtime.cancelled.poll(FrameRig.SECONDS, TimeUnit.SECONDS)).isSameAs(nested.call());
        assertThatThrownBy(() -> answer.get(FrameRig.SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(AlgorithmFailure.class)
                .hasMessageContaining("no answer within the 300000 ms that were left");
    }

    @Test
    void nested_outsideOfAnyCall_namesNoParent() throws Exception {
        CompletableFuture<AlgoResponse> answer = algorithmOutside();
        Nested nested = runtime.awaitNested();

        assertThat(nested.head().number(Field.PARENT, -1)).isEqualTo(-1);
        runtime.refuse(nested, "{\"message\":\"outside of any call\"}", 403);
        assertThatThrownBy(() -> answer.get(FrameRig.SECONDS, TimeUnit.SECONDS))
                .hasMessageContaining("function 'demo/outside': outside of any call");
    }

    @Test
    void nested_withoutARuntimeThatHasConnected_cannotReachIt() throws Exception {
        rig.connections.remove(runtime.instance);

        CompletableFuture<AlgoResponse> answer = algorithmOutside();

        assertThatThrownBy(() -> answer.get(FrameRig.SECONDS, TimeUnit.SECONDS))
                .hasMessageContaining("the runtime could not be reached: it has not connected");
    }

    @Test
    void nested_whoseConnectionBreaks_cannotReachTheRuntime() throws Exception {
        CompletableFuture<AlgoResponse> answer = algorithmOutside();
        runtime.awaitNested();

        runtime.hangUp();

        assertThatThrownBy(() -> answer.get(FrameRig.SECONDS, TimeUnit.SECONDS))
                .hasMessageContaining("the runtime could not be reached: the connection was closed");
    }

    @Test
    void nested_answerOverTheLimit_isATooLargeError() throws Exception {
        Call call = call("nested", 1);

        runtime.answer(runtime.awaitNested(), ContentType.BINARY, new byte[FrameRig.MAX_REQUEST + 1]);

        JsonObject failure = failure(call);
        assertThat(failure.getString("errorType")).isEqualTo("TooLargeError");
        assertThat(failure.getString("message")).contains("4194304 bytes", "sluice-sdk.max-request");
        assertThat(runtime.call("shout", "a").await().text()).isEqualTo("A");
    }

    @Test
    void nested_whileTheInstanceLeaves_isStillMade() throws Exception {
        Call call = call("nestedBlocking", 1);
        Nested nested = runtime.awaitNested();

        runtime.leave();
        runtime.answer(nested, ContentType.JSON, utf8("2"));

        assertThat(call.await().text()).isEqualTo("2");
        assertThat(runtime.awaitClosed()).contains("closed");
    }

    @Test
    void metadata_hasTheDurationAndTheKind() throws Exception {
        CompletableFuture<AlgoResponse> answer = algorithmOutside();

        runtime.answer(runtime.awaitNested(), ContentType.JSON, utf8("1"));

        AlgoResponse response = answer.get(FrameRig.SECONDS, TimeUnit.SECONDS);
        assertThat(response.metadata().path("duration").asDouble()).isEqualTo(0.0025);
        assertThat(response.metadata().path("content_type").asText()).isEqualTo("json");
    }

    private static CompletableFuture<AlgoResponse> algorithmOutside() {
        return SampleFunctions.algorithms
                .algo("demo/outside")
                .pipe(Map.of("n", 1))
                .ifNoItem()
                .after(Duration.ofSeconds(FrameRig.SECONDS))
                .fail()
                .subscribeAsCompletionStage();
    }
}
