package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chains of functions, real ones and the fixture's. */
@ExtendWith(SharedSluice.class)
final class PipesIT {

    private static final String[] TEXT_STEPS = {"demo/clean", "demo/tokenize", "demo/lemmatize", "demo/sentiment"};

    private final Client client;

    PipesIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    @BeforeAll
    static void deployTextFunctions(Sluice sluice) {
        for (String name : List.of("clean", "tokenize", "lemmatize", "sentiment", "analyze")) {
            sluice.administrator().deployed(Packages.function(name));
        }
    }

    private Reply pipe(String query, String input, String... steps) {
        String path = Stream.of(steps).map(step -> "step=" + step).collect(Collectors.joining("&", "/v1/pipe?", query));
        return client.post(path, Client.JSON, input);
    }

    @Test
    void pipe_ofTheTextFunctions_labelsTweetsAndTellsEachStep() {
        Reply reply = pipe(
                "&timing=1", "[\"@ann I love it sooooo much!! :)\",\"this is the worst day, I hate it\"]", TEXT_STEPS);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.result().findValuesAsText("label")).containsExactly("positive", "negative");
        assertThat(reply.metadata().path("steps").findValuesAsText("function")).containsExactly(TEXT_STEPS);
        assertThat(reply.metadata().path("content_type").asText()).isEqualTo("json");
    }

    @Test
    void pipe_fromInsideAFunction_labelsAsThePipeDoes() {
        Reply reply = client.call("demo/analyze", "[\"I love it\",\"I hate it\"]");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.result().findValuesAsText("label")).containsExactly("positive", "negative");
        assertThat(reply.result().findValuesAsText("text")).containsExactly("I love it", "I hate it");
    }

    @Test
    void pipe_ofPinnedAndRangedSteps_handsKindsOn() {
        Reply reply = pipe("", "\"a\"", "demo/shout@0.1.*", "algo://demo/shout/0.1.0", "demo/shout@latest");

        assertThat(reply.result().asText()).as(reply.text()).isEqualTo("A");
        assertThat(reply.metadata().path("content_type").asText()).isEqualTo("text");
    }

    @Test
    void pipe_withAStepThatFails_saysWhichWhyAndTheSizeItWasGiven() {
        Reply reply = pipe("", "\"abcd\"", "demo/shout", "demo/sum", "demo/echo");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.errorType()).isEqualTo("InputError");
        assertThat(reply.message())
                .startsWith("step 2 of 3 (demo/sum), given 4 bytes of text: ")
                .contains("Summands");
    }

    @Test
    void pipe_withAnUnknownStep_isA404ThatSaysWhich() {
        Reply reply = pipe("", "1", "demo/echo", "demo/nothere");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.message()).contains("step 2 of 2", "demo/nothere");
    }

    @Test
    void pipe_withoutSteps_withNonsense_withTooMany_isA400() {
        Reply none = client.post("/v1/pipe", Client.JSON, "1");
        Reply nonsense = pipe("", "1", "echo");
        Reply many = pipe("", "1", Stream.generate(() -> "demo/echo").limit(65).toArray(String[]::new));

        assertThat(none.status()).isEqualTo(400);
        assertThat(none.message()).contains("at least one step");
        assertThat(nonsense.status()).isEqualTo(400);
        assertThat(nonsense.message()).contains("'echo'");
        assertThat(many.status()).isEqualTo(400);
        assertThat(many.message()).contains("64", "65");
    }

    @Test
    void pipe_ofTheMostSteps_isCarriedThrough() {
        Reply reply = pipe(
                "&timing=1", "7", Stream.generate(() -> "demo/echo").limit(64).toArray(String[]::new));

        assertThat(reply.result().asInt()).as(reply.text()).isEqualTo(7);
        assertThat(reply.metadata().path("steps")).hasSize(64);
    }

    @Test
    void deadline_isOfThePipeAsAWhole() {
        client.call("demo/sleep", "1");
        client.call("demo/nested", "{\"function\":\"demo/echo\",\"input\":1}");
        String later = "{\"function\":\"demo/sleep\",\"input\":60000}";

        Reply reply = pipe("&timeout=1.5", later, "demo/echo", "demo/nested");

        assertThat(reply.errorType()).as(reply.text()).isEqualTo("TimeoutError");
        assertThat(reply.message()).contains("step 2 of 2");
        assertThat(reply.metadata().path("duration").asDouble()).isBetween(1.4, 12.0);
        Waits.until("the nested call is stopped, too")
                .until(() -> client.describe("demo/sleep").stats().inFlight() == 0);
    }

    @Test
    void trace_reachesEveryStep() {
        String id = "4bf92f3577b34da6a3ce929d0e0e4736";
        String parent = "00-" + id + "-00f067aa0ba902b7-01";

        Reply reply = client.send(client.request("/v1/pipe?step=demo/echo&step=demo/nested")
                .headers(
                        "traceparent",
                        parent,
                        "baggage",
                        "tenant=acme",
                        "tracestate",
                        "v=1",
                        "Content-Type",
                        Client.JSON)
                .POST(BodyPublishers.ofString("{\"function\":\"demo/trace\",\"input\":null}"))
                .build());

        var headers = reply.result().path("headers");
        assertThat(headers.path("traceparent").asText())
                .as(reply.text())
                .startsWith("00-" + id)
                .isNotEqualTo(parent)
                .endsWith("-01");
        assertThat(headers.path("baggage").asText()).isEqualTo("tenant=acme");
        assertThat(headers.path("tracestate").asText()).isEqualTo("v=1");
        assertThat(headers.has("authorization")).isFalse();
        assertThat(headers.has("sluice-token")).isFalse();
    }
}
