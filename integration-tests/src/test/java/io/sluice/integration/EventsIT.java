package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents in each mode, to functions by name and by mapping. */
@ExtendWith(SharedSluice.class)
final class EventsIT {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private final Client client;

    EventsIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    @BeforeAll
    static void deployAMapping(Sluice sluice) {
        sluice.administrator()
                .deployed(Packages.fixture(Packages.manifest(
                        "demo/orders", "0.1.0", "echo", "events: [com.acme.order, com.acme.refund]")));
    }

    private Reply binary(String type, String contentType, String data, String... more) {
        List<String> headers = new ArrayList<>(
                List.of("ce-specversion", "1.0", "ce-id", "7", "ce-source", "/it", "ce-type", type, "ce-shop", "x"));
        headers.addAll(List.of(more));
        return client.post("/v1/events", contentType, BodyPublishers.ofString(data), headers.toArray(String[]::new));
    }

    private static String event(String id, String type, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/it\",\"type\":\"" + type
                + "\",\"datacontenttype\":\"application/json\",\"data\":" + data + "}";
    }

    @Test
    void binary_forAFunctionThatMakesAnEvent_isAnsweredWithThatEvent() {
        Reply reply = binary("demo.event", Client.JSON, "{\"n\":1}", "ce-subject", "s");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("ce-specversion")).isEqualTo("1.0");
        assertThat(reply.header("ce-type")).isEqualTo("fixture.answered");
        assertThat(reply.header("ce-id")).isEqualTo("7-answered");
        assertThat(reply.header("ce-source")).isEqualTo("/it");
        assertThat(reply.header("ce-subject")).isEqualTo("s");
        assertThat(reply.header("ce-shop")).isEqualTo("x");
        assertThat(reply.header("Content-Type")).isEqualTo(Client.JSON);
        assertThat(reply.text()).isEqualTo("{\"n\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.order", "com.acme.refund", "demo.orders"})
    void binary_byMappingOrByName_isAnsweredWithTheResultAsAnEvent(String type) {
        Reply reply = binary(type, Client.JSON, "{\"n\":1}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("ce-type")).isEqualTo("demo.orders.result");
        assertThat(reply.header("ce-source")).isEqualTo("/v1/functions/demo/orders");
        assertThat(reply.header("ce-causationid")).isEqualTo("7");
        assertThat(reply.header("ce-id")).isNotEmpty().isNotEqualTo("7");
        assertThat(reply.text()).isEqualTo("{\"n\":1}");
    }

    @Test
    void binary_ofText_keepsItsKind() {
        Reply reply = binary("demo.shout", "text/plain", "hi");

        assertThat(reply.header("Content-Type")).startsWith("text/plain");
        assertThat(reply.text()).isEqualTo("HI");
    }

    @Test
    void binary_forAFunctionWithoutAResult_isA204() {
        assertThat(binary("demo.swallow", "text/plain", "hi").status()).isEqualTo(204);
    }

    @Test
    void structured_isAnsweredInTheSameMode() {
        Reply reply = client.post("/v1/events", STRUCTURED, event("7", "demo.event", "{\"n\":1}"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith(STRUCTURED);
        assertThat(reply.json().path("type").asText()).isEqualTo("fixture.answered");
        assertThat(reply.json().path("id").asText()).isEqualTo("7-answered");
        assertThat(reply.json().path("data").toString()).isEqualTo("{\"n\":1}");
    }

    @Test
    void batch_isAnsweredWithAnEventEach_failuresToo() {
        String batch = "["
                + String.join(
                        ",",
                        event("a", "demo.event", "1"),
                        event("b", "demo.fail", "{\"message\":\"too blue\"}"),
                        event("c", "com.acme.order", "3"),
                        event("d", "nobody.takesthis", "4"),
                        event("e", "demo.swallow", "\"x\""))
                + "]";

        Reply reply = client.post("/v1/events", BATCH, batch);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith(BATCH);
        assertThat(reply.json().findValuesAsText("type"))
                .containsExactlyInAnyOrder(
                        "fixture.answered", "demo.orders.result", "io.sluice.failure", "io.sluice.failure");
        assertThat(failureOf(reply, "b")).contains("too blue");
        assertThat(failureOf(reply, "d")).contains("nobody.takesthis");
    }

    private static String failureOf(Reply batch, String id) {
        for (JsonNode event : batch.json()) {
            if (event.path("causationid").asText().equals(id)) {
                return event.path("data").path("error").path("message").asText();
            }
        }
        throw new AssertionError("no event was caused by '" + id + "': " + batch);
    }

    @Test
    void batch_ofNone_isAnsweredWithNone() {
        assertThat(client.post("/v1/events", BATCH, "[]").text()).isEqualTo("[]");
    }

    @Test
    void event_thatWantsNoAnswer_isAcceptedAndSaidNotToBeDurable() {
        long before = client.count("demo/sleep", "sleep begins");

        Reply reply = binary("demo.sleep", Client.JSON, "1", "Prefer", "respond-async, wait=10");

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(reply.json().path("durable").asBoolean(true)).isFalse();
        assertThat(reply.json().path("note").asText()).contains("memory only");
        Waits.until("the function ran").until(() -> client.count("demo/sleep", "sleep begins") > before);
    }

    @Test
    void event_forNobody_isA404EvenWhenNoAnswerIsWanted() {
        assertThat(binary("nobody.takesthis", Client.JSON, "1").status()).isEqualTo(404);
        Reply async = binary("nobody.takesthis", Client.JSON, "1", "Prefer", "respond-async");
        assertThat(async.status()).isEqualTo(404);
        assertThat(async.message()).contains("nobody.takesthis", "sluice.yaml");
    }

    @Test
    void event_whoseFunctionFails_isA500WithItsMessage() {
        Reply reply = binary("demo.fail", Client.JSON, "{\"message\":\"too blue\"}");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.message()).isEqualTo("too blue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                   | {\"n\":1}",
                "application/cloudevents+json       | {\"n\":1}",
                "application/cloudevents+json       | {\"specversion\":",
                "application/cloudevents+json       | ''",
                "application/cloudevents+json       | []",
                "application/cloudevents+json       | {\"specversion\":\"9.9\",\"id\":\"1\",\"source\":\"/\",\"type\":\"a\"}",
                "application/cloudevents+json       | {\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\"}",
                "application/cloudevents-batch+json | {\"n\":1}",
                "application/cloudevents-batch+json | [{\"n\":1}]",
                "application/cloudevents-batch+json | [1",
                "application/cloudevents-batch+json | [null]",
            })
    void request_thatIsNoEvent_isA400ThatSaysSo(String contentType, String body) {
        Reply reply = client.post("/v1/events", contentType, body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).contains("CloudEvent");
    }

    @Test
    void request_withAnAttributeMissing_isA400ThatNamesIt() {
        Reply reply = client.post(
                "/v1/events", Client.JSON, BodyPublishers.ofString("1"), "ce-specversion", "1.0", "ce-id", "1");

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).contains("CloudEvent");
    }

    @Test
    void request_withDataOfAKindThatIsNotCarried_isA415() {
        assertThat(binary("demo.echo", "image/png", "x").status()).isEqualTo(415);
        assertThat(binary("demo.echo", Client.JSON, "{").status()).isEqualTo(400);
        assertThat(client.get("/v1/events").status()).isEqualTo(405);
    }
}
