package io.sluice.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.testing.SmallGateway;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsFaceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENTS = "/v1/events";

    @TempDir
    private Path folder;

    private @Nullable SmallGateway opened;

    @BeforeEach
    void open() {
        opened = new SmallGateway(folder);
        opened.runtime.add("demo/a", "events: [com.acme.order]");
        opened.runtime.functions.returns("demo/a", new Payload(ContentType.JSON, Buffer.buffer("{\"done\":true}")));
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

    private HttpRequest.Builder binary(String type, String body) {
        return gateway()
                .request(EVENTS)
                .header("ce-specversion", "1.0")
                .header("ce-id", "7")
                .header("ce-source", "/me")
                .header("ce-type", type)
                .header("ce-color", "red")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String structured(String type, String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/me\",\"type\":\"" + type
                + "\",\"datacontenttype\":\"application/json\",\"data\":{\"order\":" + id + "}}";
    }

    private static JsonNode json(HttpResponse<String> reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + reply.body(), e);
        }
    }

    @Test
    void binaryEvent_goesToItsFunctionAndTheResultComesBackAsOne() {
        HttpResponse<String> reply = gateway().send(binary("com.acme.order", "{\"order\":1}"));

        Call call = gateway().runtime.functions.calls().getFirst();
        assertThat(call.payload().bytes()).hasToString("{\"order\":1}");
        assertThat(call.attributes())
                .containsEntry("ce-type", "com.acme.order")
                .containsEntry("ce-id", "7")
                .containsEntry("ce-color", "red")
                .doesNotContainKey("ce-datacontenttype");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("ce-type")).contains("demo.a.result");
        assertThat(reply.headers().firstValue("ce-source")).contains("/v1/functions/demo/a");
        assertThat(reply.headers().firstValue("ce-causationid")).contains("7");
        assertThat(reply.body()).isEqualTo("{\"done\":true}");
    }

    @Test
    void functionsOwnEvent_comesBackAsItIs() {
        gateway().runtime.functions.define("demo/a", call -> Uni.createFrom()
                .item(new Answer.Result(
                        new Payload(ContentType.TEXT, Buffer.buffer("loud")),
                        Map.of(
                                "ce-specversion", "1.0",
                                "ce-id", "own",
                                "ce-source", "/a",
                                "ce-type", "com.acme.shouted"))));

        HttpResponse<String> reply = gateway().send(binary("com.acme.order", "1"));

        assertThat(reply.headers().firstValue("ce-id")).contains("own");
        assertThat(reply.headers().firstValue("ce-type")).contains("com.acme.shouted");
        assertThat(reply.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(reply.body()).isEqualTo("loud");
    }

    @Test
    void structuredEvent_isAnsweredByOne() {
        HttpResponse<String> reply = gateway().post(EVENTS, "application/cloudevents+json", structured("demo.a", "3"));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/cloudevents+json"));
        assertThat(json(reply).get("type").asText()).isEqualTo("demo.a.result");
        assertThat(json(reply).get("data")).hasToString("{\"done\":true}");
        assertThat(gateway().runtime.functions.calls().getFirst().payload().bytes())
                .hasToString("{\"order\":3}");
    }

    @Test
    void batch_isAnsweredByOneWithFailuresAsEvents() {
        String batch = "[" + structured("com.acme.order", "1") + "," + structured("com.acme.none", "2") + "]";

        HttpResponse<String> reply = gateway().post(EVENTS, "application/cloudevents-batch+json", batch);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(json(reply)).hasSize(2);
        assertThat(json(reply)).anySatisfy(event -> {
            assertThat(event.get("type").asText()).isEqualTo("demo.a.result");
            assertThat(event.get("causationid").asText()).isEqualTo("1");
        });
        assertThat(json(reply)).anySatisfy(event -> {
            assertThat(event.get("type").asText()).isEqualTo("io.sluice.failure");
            assertThat(event.get("causationid").asText()).isEqualTo("2");
            assertThat(event.get("data").get("error").get("code").asInt()).isEqualTo(1001);
        });
    }

    @Test
    void emptyBatch_isAnsweredByAnEmptyOne() {
        assertThat(gateway()
                        .post(EVENTS, "application/cloudevents-batch+json", "[]")
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void functionWithoutAResult_makesNoEvent() {
        gateway().runtime.functions.returns("demo/a", Payload.NOTHING);

        assertThat(gateway().send(binary("com.acme.order", "1")).statusCode()).isEqualTo(204);
    }

    @Test
    void failureOfTheFunction_isAnErrorReply() {
        gateway().runtime.functions.fails("demo/a", new Failure("no nouns", Failure.INPUT_ERROR, null));

        HttpResponse<String> reply = gateway().send(binary("com.acme.order", "1"));

        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).contains("no nouns");
    }

    @Test
    void event_thatNobodyWaitsFor_isAcceptedAndSaidNotToBeDurable() {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        gateway().runtime.functions.define("demo/a", call -> {
            arrived.complete(call.payload().bytes().toString());
            return Uni.createFrom().nothing();
        });

        HttpResponse<String> reply =
                gateway().send(binary("com.acme.order", "8").header("Prefer", "wait=5, Respond-Async"));

        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(reply.headers().firstValue("Preference-Applied")).contains("respond-async");
        assertThat(json(reply).get("durable").asBoolean()).isFalse();
        assertThat(arrived.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("8");
    }

    @Test
    void event_thatNobodyTakes_isRefusedEvenWhereNobodyWaits() {
        assertThat(gateway().send(binary("com.acme.none", "1")).statusCode()).isEqualTo(404);
        HttpResponse<String> async = gateway().send(binary("com.acme.none", "1").header("Prefer", "respond-async"));
        assertThat(async.statusCode()).isEqualTo(404);
        assertThat(async.body()).contains("'com.acme.none'");
    }

    @Test
    void requestThatIsNoEvent_isToldWhatIsMissing() {
        assertThat(gateway().post(EVENTS, "1"))
                .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(400))
                .satisfies(reply -> assertThat(reply.body()).contains("ce-specversion"));
        assertRefused("application/cloudevents+json", "{}");
        assertRefused("application/cloudevents+json", "{");
        assertRefused("application/cloudevents+json", structured("demo.a", "1").replace("1.0", "9.9"));
        assertRefused("application/cloudevents-batch+json", "{}");
        assertRefused("application/cloudevents-batch+json", "[{\"id\":\"1\"}]");
        assertRefused("application/cloudevents-batch+json", "[null]");
        assertRefused("application/cloudevents-batch+json", "null");
        assertRefused("application/cloudevents-batch+json", "");
        assertThat(gateway().send(binary("demo.a", "{")).statusCode()).isEqualTo(400);
        assertThat(gateway().send(gateway().request(EVENTS).GET()).statusCode()).isEqualTo(405);
        assertThat(gateway().runtime.functions.calls()).isEmpty();
    }

    private void assertRefused(String contentType, String body) {
        HttpResponse<String> reply = gateway().post(EVENTS, contentType, body);
        assertThat(reply.statusCode()).as(body + " -> " + reply.body()).isEqualTo(400);
    }

    @Test
    void eventOverTheLimit_isRefused() {
        assertThat(gateway()
                        .send(binary("demo.a", "\"" + "x".repeat(2000) + "\""))
                        .statusCode())
                .isEqualTo(413);
    }
}
