package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pipelines that are functions, made of the fixture's functions. */
@ExtendWith(SharedSluice.class)
final class PipelinesIT {

    private final Client client;

    PipelinesIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    private static byte[] pipeline(String name, String yaml, String... settings) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        String manifest =
                "name: " + name + "\nruntime: pipeline\npackage: pipeline.yaml\n" + String.join("\n", settings);
        entries.put("sluice.yaml", manifest.getBytes(StandardCharsets.UTF_8));
        entries.put("app/pipeline.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        return Packages.zip(entries);
    }

    @Test
    void pipeline_ofTwoCallsWithJqBetween_isCalledLikeAFunction() {
        client.deployed(pipeline("demo/greeting", """
                do:
                - louder:
                    call: demo/shout
                    input: {from: '${ .name }'}
                    output: {as: '${ {greeting: ("HELLO " + .)} }'}
                - same:
                    call: demo/echo
                """));

        Reply reply = client.call("demo/greeting", "{\"name\": \"ann\"}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.result().path("greeting").asText()).as(reply.text()).isEqualTo("HELLO ANN");
    }

    @Test
    void pipeline_withATaskThatFails_saysWhichTaskAndWhy() {
        client.deployed(pipeline("demo/failing", "do:\n- fine: {call: demo/shout}\n- wrong: {call: demo/sum}\n"));

        Reply reply = client.call("demo/failing", "\"abc\"");

        assertThat(reply.errorType()).isEqualTo("InputError");
        assertThat(reply.text()).contains("task '/do/1/wrong'");
    }

    /** Two at a time, each the longer the larger it is. */
    private static final String NAPS = """
            do:
            - each:
                for: {in: '${ . }'}
                metadata: {parallel: 2}
                do: [{nap: {call: demo/echo, with: '${ {n: $item} }'}}]
            """;

    private Reply streamed(String pipeline, String accept, String json) {
        return client.post(
                "/v1/algo/" + pipeline, Client.JSON, HttpRequest.BodyPublishers.ofString(json), "Accept", accept);
    }

    @Test
    void call_thatAcceptsLinesOfJson_isAnsweredItemByItem() {
        client.deployed(pipeline("demo/naps", NAPS));

        Reply reply = streamed("demo/naps", "application/jsonl", "[1, 2, 3]");

        assertThat(reply.header("Content-Type")).isEqualTo("application/jsonl");
        assertThat(reply.text().lines().toList())
                .hasSize(4)
                .startsWith("{\"result\":{\"n\":1}}", "{\"result\":{\"n\":2}}", "{\"result\":{\"n\":3}}")
                .last()
                .asString()
                .startsWith("{\"metadata\":{\"items\":3,\"duration\":");
    }

    @Test
    void call_thatAcceptsEvents_isAnsweredByThemAndAFailureIsTheLast() {
        client.deployed(pipeline("demo/breaks", """
                do:
                - each:
                    for: {in: '${ . }'}
                    metadata: {parallel: 1}
                    do:
                    - one: {call: demo/echo, with: '${ $item }'}
                    - two: {if: . == 2, raise: {error: {type: 'https://example.com/odd', status: 400, title: Odd}}}
                """));

        Reply reply = streamed("demo/breaks", "text/event-stream", "[1, 2, 3]");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("event: item\nid: 0\ndata: 1\n\nevent: error\ndata: {\"error\":{");
        assertThat(reply.text()).contains("task '/do/0/each/do/1/two': Odd").endsWith("}}\n\n");
    }

    @Test
    void call_ofAnyFunction_thatAcceptsLines_hasItsResultInOne() {
        Reply reply = streamed("demo/echo", "application/x-ndjson", "{\"a\":\n 1}");

        assertThat(reply.text().lines().findFirst()).contains("{\"result\":{\"a\":1}}");
    }

    @Test
    void history_ofAPipeline_tellsItsTasksToThoseWhoManageIt() {
        client.deployed(pipeline("demo/told", "document: {metadata: {history: io}}\ndo:\n- up: {call: demo/shout}\n"));
        String call = client.call("demo/told", "\"hi\"").header("sluice-invocation");

        JsonNode history = client.get("/v1/functions/demo/told/history/" + call).json();

        JsonNode task = history.path("tasks").path(0);
        assertThat(task.path("task").asText()).as(history.toString()).isEqualTo("/do/0/up");
        assertThat(task.path("function").asText()).startsWith("demo/shout@");
        assertThat(task.path("warmth").asText()).isIn("warm", "cold");
        assertThat(task.path("output").asText()).isEqualTo("\"HI\"");
        assertThat(client.get("/v1/functions/demo/told/history")
                        .json()
                        .path(0)
                        .path("outcome")
                        .asText())
                .isEqualTo("done");
        assertThat(client.authorizedBy(null)
                        .get("/v1/functions/demo/told/history")
                        .status())
                .isEqualTo(401);
        assertThat(client.get("/v1/functions/demo/shout/history").status()).isEqualTo(409);
    }

    @Test
    void event_thatAPipelineEmits_goesToTheFunctionThatTakesIt() {
        client.deployed(pipeline("demo/taker", "do: [{a: {set: '${ . }'}}]", "events: [com.example.told]"));
        client.deployed(pipeline("demo/teller", """
                do: [{tell: {emit: {event: {with: {source: here, type: com.example.told, data: {n: 1}}}}}}]
                """));

        Reply reply = client.call("demo/teller", "null");

        assertThat(reply.result().path("type").asText()).as(reply.text()).isEqualTo("com.example.told");
        Waits.until("the taker's call")
                .until(() ->
                        client.get("/v1/functions/demo/taker/history").json().size() == 1);
    }

    @Test
    void pipeline_thatMakesHttpRequests_isNotDeployedWithoutNetwork() {
        String yaml = "do: [{ask: {call: http, with: {method: get, endpoint: 'http://127.0.0.1/'}}}]";

        Reply reply = client.deploy(pipeline("demo/alone", yaml, "permissions: {network: isolated}"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.text()).contains("/do/0/ask", "permissions.network is isolated");
    }

    @Test
    void pipeline_withANetwork_makesHttpRequests() {
        client.deployed(pipeline(
                "demo/asks",
                "do: [{ask: {call: http, with: {method: get, endpoint: '" + client.uri("/q/health/live")
                        + "'}, output: {as: .status}}}]"));

        assertThat(client.call("demo/asks", "null").result().asText()).isEqualTo("UP");
    }
}
