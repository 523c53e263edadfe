package io.sluice.gateway.algo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.pool.Answer;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolFailure;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionVersion;
import io.sluice.testing.Samples;
import io.sluice.testing.SmallGateway;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlgoFaceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALL = "/v1/algo/demo/a";

    @TempDir
    private Path folder;

    private @Nullable SmallGateway opened;

    @BeforeEach
    void open() {
        opened = new SmallGateway(folder);
        opened.runtime.add("demo/a");
    }

    @AfterEach
    void close() {
        gateway().close();
    }

    private SmallGateway gateway() {
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        return opened;
    }

    private void returns(ContentType type, Buffer bytes) {
        gateway().runtime.functions.returns("demo/a", new Payload(type, bytes));
    }

    private static JsonNode json(HttpResponse<String> reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + reply.body(), e);
        }
    }

    private static void assertError(HttpResponse<String> reply, int status, int code, String... words) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        JsonNode error = json(reply).get("error");
        assertThat(error.get("code").asInt()).isEqualTo(code);
        assertThat(error.get("message").asText()).contains(words);
        assertThat(reply.headers().firstValue("X-Error-Message")).isPresent();
    }

    private static void assertFailed(HttpResponse<String> reply, String type, String message) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        JsonNode error = json(reply).get("error");
        assertThat(error.get("error_type").asText()).isEqualTo(type);
        assertThat(error.get("message").asText()).contains(message);
        assertThat(json(reply).get("metadata").has("duration")).isTrue();
    }

    @Test
    void json_comesBackAsTheResultWithMetadata() {
        HttpResponse<String> reply = gateway().post(CALL, "{\"a\": [1, 2.50]}");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.headers().firstValue("sluice-invocation"))
                .hasValueSatisfying(id -> assertThat(id).startsWith("req-"));
        assertThat(reply.body()).contains("{\"a\": [1, 2.50]}");
        assertThat(json(reply).get("metadata").get("content_type").asText()).isEqualTo("json");
        assertThat(json(reply).get("metadata").get("duration").asDouble()).isPositive();
    }

    @Test
    void text_comesBackAsAString() {
        HttpResponse<String> reply = gateway().post(CALL, "text/plain; charset=utf-8", "say \"ü\"\n");

        assertThat(json(reply).get("result").asText()).isEqualTo("say \"ü\"\n");
        assertThat(json(reply).get("metadata").get("content_type").asText()).isEqualTo("text");
    }

    @Test
    void bytes_comeBackInBase64() {
        HttpResponse<String> reply = gateway().post(CALL, "application/octet-stream", "bytes");

        assertThat(json(reply).get("result").asText()).isEqualTo("Ynl0ZXM=");
        assertThat(json(reply).get("metadata").get("content_type").asText()).isEqualTo("binary");
    }

    @Test
    void noResult_comesBackAsNull() {
        returns(ContentType.VOID, Buffer.buffer());

        HttpResponse<String> reply = gateway().post(CALL, "1");

        assertThat(json(reply).get("result").isNull()).isTrue();
        assertThat(json(reply).get("metadata").get("content_type").asText()).isEqualTo("void");
    }

    @Test
    void emptyBody_isNullToTheFunction() {
        assertThat(json(gateway().post(CALL, "")).get("result").isNull()).isTrue();
    }

    @Test
    void rawOutput_isTheResultAlone() {
        HttpResponse<String> text = gateway().post(CALL + "?output=raw", "text/plain", "loud");
        assertThat(text.body()).isEqualTo("loud");
        assertThat(text.headers().firstValue("Content-Type")).contains("text/plain");

        assertThat(gateway().post(CALL + "?output=RAW", "[1]").body()).isEqualTo("[1]");

        returns(ContentType.VOID, Buffer.buffer());
        assertThat(gateway().post(CALL + "?output=raw", "1").statusCode()).isEqualTo(204);
    }

    @Test
    void voidOutput_isAnsweredWhileTheFunctionRuns() {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        gateway().runtime.functions.define("demo/a", call -> {
            arrived.complete(call.payload().bytes().toString());
            return Uni.createFrom().nothing();
        });

        HttpResponse<String> reply = gateway().post(CALL + "?output=void", "7");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(json(reply).get("async").asText()).isEqualTo("void");
        assertThat(json(reply).get("request_id").asText()).startsWith("req-");
        assertThat(arrived.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("7");
    }

    @Test
    void timing_tellsWhereTheTimeWent() {
        JsonNode metadata = json(gateway().post(CALL + "?timing=1", "1")).get("metadata");

        assertThat(metadata.get("timing").get("total").asDouble()).isPositive();
        assertThat(metadata.get("steps").get(0).get("function").asText()).isEqualTo("demo/a");
        assertThat(metadata.get("steps").get(0).get("cold").asBoolean()).isTrue();
        assertThat(json(gateway().post(CALL, "1")).get("metadata").has("timing"))
                .isFalse();
    }

    @Test
    void failureOfTheFunction_isAReplyWithItsOwnWords() {
        gateway().runtime.functions.fails("demo/a", new Failure("no nouns \"here\"", Failure.INPUT_ERROR, "at line 1"));

        HttpResponse<String> reply = gateway().post(CALL, "1");
        assertFailed(reply, "InputError", "no nouns \"here\"");
        assertThat(json(reply).get("error").get("stacktrace").asText()).isEqualTo("at line 1");

        assertError(gateway().post(CALL + "?output=raw", "1"), 400, 0, "no nouns");
    }

    @Test
    void resultThatIsNotTheJsonItSays_isTheFunctionsFailure() {
        returns(ContentType.JSON, Buffer.buffer("{\"a\":"));

        assertFailed(gateway().post(CALL, "1"), "ParsingError", "labelled JSON but is not");
        assertError(gateway().post(CALL + "?output=raw", "1"), 400, 0, "labelled JSON");
    }

    @Test
    void overloadedFunction_saysWhenToTryAgain() {
        gateway().runtime.functions.define("demo/a", call -> Uni.createFrom()
                .failure(new PoolFailure.Overloaded("function 'demo/a': full", Duration.ofSeconds(3))));

        HttpResponse<String> reply = gateway().post(CALL, "1");

        assertError(reply, 429, 0, "full");
        assertThat(reply.headers().firstValue("Retry-After")).contains("3");
    }

    @Test
    void bug_isA500ThatHidesItsInsides() {
        gateway().runtime.functions.define("demo/a", call -> Uni.createFrom()
                .failure(new IllegalStateException("insides")));

        HttpResponse<String> reply = gateway().post(CALL, "1");

        assertError(reply, 500, 0, "req-");
        assertThat(reply.body()).doesNotContain("insides");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/algo/demo%2Fa, 200",
        "/v1/algo/demo%2fa%2F1.0.0, 200",
        "/v1/algo/demo/a/1.*, 200",
        "/v1/algo/demo/a/latest/, 200",
        "/v1/algo/demo/none, 404",
        "/v1/algo/demo/a/2.0.0, 404",
        "/v1/algo/demo, 404",
        "/v1/algo/, 404",
        "/v1/algo/demo/a/1/2, 404",
    })
    void path_namesFunctionAndVersion(String path, int status) {
        assertThat(gateway().post(path, "1").statusCode()).isEqualTo(status);
    }

    @Test
    void requestThatCannotBeTaken_isToldWhy() {
        assertError(gateway().post(CALL, "{"), 400, 2013, "not JSON");
        assertError(gateway().post(CALL, "image/png", "x"), 415, 6001, "'image/png'");
        assertError(gateway().post(CALL + "?timeout=soon", "1"), 400, 6001, "'soon'");
        assertError(gateway().post(CALL + "?output=xml", "1"), 400, 6001, "'xml'");
        HttpResponse<String> get = gateway().send(gateway().request(CALL).GET());
        assertError(get, 405, 0, "POST");
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        assertThat(gateway().runtime.functions.calls()).isEmpty();
    }

    @Test
    void errorMessage_inTheHeader_isOneLineOfAscii() {
        HttpResponse<String> reply = gateway().post("/v1/algo/demo/%C3%BC%0Ax", "1");

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.headers().firstValue("X-Error-Message"))
                .hasValueSatisfying(text -> assertThat(text).matches("[\\x20-\\x7e]*"));
    }

    @Test
    void bodyAtTheLimit_isTakenAndOneByteMoreIsNot() {
        String atLimit = "x".repeat(SmallGateway.BODY_BYTES);

        assertThat(gateway().post(CALL, "text/plain", atLimit).statusCode()).isEqualTo(200);
        assertError(gateway().post(CALL, "text/plain", atLimit + "x"), 413, 6001, "at most 1000 bytes", "1001 bytes");
    }

    @Test
    void chunkedBody_overTheLimit_isRefusedToo() {
        HttpRequest.Builder chunked = gateway()
                .request(CALL)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream("x".repeat(50_000).getBytes(StandardCharsets.US_ASCII))));

        assertError(gateway().send(chunked), 413, 6001, "at most 1000 bytes");
        assertThat(gateway().post(CALL, "1").statusCode()).isEqualTo(200);
    }

    @Test
    void clientThatGoesAway_endsTheCall() {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        CompletableFuture<String> givenUp = new CompletableFuture<>();
        gateway().runtime.functions.define("demo/a", call -> Uni.createFrom().<Answer>emitter(emitter -> {
            emitter.onTermination(() -> givenUp.complete("given up"));
            arrived.complete("arrived");
        }));

        CompletableFuture<HttpResponse<String>> waiting = gateway()
                .client()
                .sendAsync(
                        gateway()
                                .request(CALL)
                                .POST(HttpRequest.BodyPublishers.ofString("1"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        arrived.orTimeout(10, TimeUnit.SECONDS).join();
        waiting.cancel(true);

        assertThat(givenUp.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("given up");
        assertThat(gateway().runtime.callsInside.size()).isZero();
    }

    private void demoAWrites(String output) {
        gateway().runtime.functions.define("demo/a", call -> Uni.createFrom()
                .item(
                        call.payload().type() == ContentType.TEXT
                                ? new Answer.Failed(new Failure("no", Failure.INPUT_ERROR, null), output)
                                : new Answer.Result(call.payload(), Map.of(), call.wantsOutput() ? output : null)));
    }

    @Test
    void output_isInTheReplyForThoseWhoMaySeeIt_whenTheyAsk() {
        demoAWrites("got \"1\"\n");

        assertThat(json(gateway().post("/v1/algo/demo/a?stdout=True", "1"))
                        .at("/metadata/stdout")
                        .asText())
                .isEqualTo("got \"1\"\n");
        assertThat(json(gateway().post("/v1/pipe?step=demo/a&step=demo/a&stdout=true", "1"))
                        .at("/metadata/stdout")
                        .asText())
                .isEqualTo("got \"1\"\ngot \"1\"\n");
        assertThat(json(gateway().post("/v1/algo/demo/a?stdout=true", "text/plain", "1"))
                        .at("/metadata/stdout")
                        .asText())
                .isEqualTo("got \"1\"\n");
        assertThat(json(gateway().post("/v1/algo/demo/a?stdout=false", "1"))
                        .at("/metadata")
                        .has("stdout"))
                .isFalse();
    }

    @Test
    void output_isNotForStrangers() {
        FunctionVersion open = Samples.version("other/open", "1.0.0", "permissions: {callability: public}");
        gateway().runtime.registry.update(open.name(), there -> FunctionRecord.first(open));
        gateway().runtime.endpoints.open(open);
        gateway().runtime.functions.define("other/open", call -> Uni.createFrom()
                .item(new Answer.Result(call.payload(), Map.of(), call.wantsOutput() ? "secret" : null)));

        HttpResponse<String> reply = gateway().post("/v1/algo/other/open?stdout=true", "1");

        assertThat(json(reply).at("/result").asInt()).isEqualTo(1);
        assertThat(reply.body()).doesNotContain("stdout").doesNotContain("secret");
    }

    @Test
    void chain_runsItsStepsInOrder() {
        gateway().runtime.add("demo/b");
        gateway().runtime.functions.define("demo/a", call -> Uni.createFrom()
                .item(new Answer.Result(
                        new Payload(
                                ContentType.TEXT, Buffer.buffer(call.payload().bytes() + "a")),
                        Map.of())));
        gateway().runtime.functions.define("demo/b", call -> Uni.createFrom()
                .item(new Answer.Result(
                        new Payload(
                                ContentType.TEXT, Buffer.buffer(call.payload().bytes() + "b")),
                        Map.of())));

        HttpResponse<String> reply =
                gateway().post("/v1/pipe?step=demo/a&step=demo%2Fb@1.0.*&step=demo/a", "text/plain", ">");

        assertThat(json(reply).get("result").asText()).isEqualTo(">aba");
    }

    @Test
    void chain_thatCannotBeRun_isToldWhy() {
        assertError(gateway().post("/v1/pipe", "1"), 400, 6001, "step");
        assertError(gateway().post("/v1/pipe?step=demo", "1"), 400, 6001, "'demo'");
        assertError(
                gateway().post("/v1/pipe?step=demo/a&step=demo/none", "1"),
                404,
                1001,
                "step 2 of 2 (demo/none)",
                "1 bytes of json");
        assertError(
                gateway().post("/v1/pipe" + "?step=demo/a" + "&step=demo/a".repeat(5), "1"),
                400,
                6001,
                "at most 5 steps");
    }
}
