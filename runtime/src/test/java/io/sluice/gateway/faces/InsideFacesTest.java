package io.sluice.gateway.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.algorithms.InsightBook;
import io.sluice.contract.FunctionName;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.testing.OneInstance;
import io.sluice.testing.SmallGateway;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InsideFacesTest {

    @TempDir
    private Path folder;

    private final OneInstance instance = new OneInstance();
    private URI address = URI.create("http://unset");
    private @Nullable SmallGateway opened;

    @BeforeEach
    void open() {
        opened = new SmallGateway(folder);
        address = opened.inside(instance, instance);
        opened.runtime.add("demo/parent");
        opened.runtime.add("demo/child");
        opened.runtime.add("other/private");
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

    private HttpResponse<String> post(String path, String body, @Nullable String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("sluice-token", token);
        }
        return gateway().client().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Has {@code demo/parent} called by a client and gives back the call that its instance has then. */
    private Call callInProgress() {
        return callInProgress("max-age=60");
    }

    private Call callInProgress(String cacheControl) {
        CompletableFuture<Call> arrived = new CompletableFuture<>();
        gateway().runtime.functions.define("demo/parent", call -> {
            arrived.complete(call);
            return Uni.createFrom().nothing();
        });
        var unused = gateway()
                .client()
                .sendAsync(
                        gateway()
                                .request("/v1/algo/demo/parent")
                                .header("Cache-Control", cacheControl)
                                .POST(HttpRequest.BodyPublishers.ofString("1"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return arrived.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void readySignal_isTakenOrRefused() throws Exception {
        String signal = "{\"protocol\":1,\"address\":\"tcp:8000\",\"entryPoints\":[\"parent\"]}";

        assertThat(post("/x/secret/instance/ready", signal, null).statusCode()).isEqualTo(204);
        assertThat(instance.signals).hasSize(1);
        instance.takesSignals = false;
        assertThat(post("/x/secret/instance/ready", signal, null).statusCode()).isEqualTo(409);
        assertThat(post("/x/secret/instance/ready", "{", null).statusCode()).isEqualTo(400);
        assertThat(post("/x/secret/instance/ready", "x".repeat(100_000), null).statusCode())
                .isEqualTo(413);
    }

    @Test
    void anotherAddress_isRefused() throws Exception {
        assertThat(post("/x/guessed/v1/algo/demo/child", "1", "t").statusCode()).isEqualTo(401);
        assertThat(post("/x/guessed/instance/ready", "{}", null).statusCode()).isEqualTo(401);
        assertThat(post("/v1/algo/demo/child", "1", "t").statusCode()).isEqualTo(404);
        assertThat(post("/x/secret", "1", "t").statusCode()).isEqualTo(404);
        assertThat(post("/x/secret/v1/functions", "1", "t").statusCode()).isEqualTo(404);
    }

    @Test
    void nestedCall_runsOnBehalfOfTheCallItBelongsTo() throws Exception {
        Call parent = callInProgress();

        HttpResponse<String> reply = post("/x/secret/v1/algo/demo/child", "[1]", parent.token());

        assertThat(reply.body()).startsWith("{\"result\":[1]");
        Call child = gateway().runtime.functions.calls().getLast();
        assertThat(child.trace().traceParent().substring(0, 36))
                .isEqualTo(parent.trace().traceParent().substring(0, 36));
        assertThat(child.timeout()).isLessThan(parent.timeout());
        assertThat(child.token()).isNotEqualTo(parent.token());
    }

    @Test
    void nestedCall_takesAKeptResultUnlessTheCallItBelongsToDoesNot() throws Exception {
        gateway().runtime.add("demo/kept", "cache: {ttl: 60s}");
        gateway().post("/v1/algo/demo/kept", "1");

        assertThat(post("/x/secret/v1/algo/demo/kept", "1", callInProgress().token())
                        .headers()
                        .firstValue("Age"))
                .isPresent();
        assertThat(post(
                                "/x/secret/v1/algo/demo/kept",
                                "1",
                                callInProgress("no-cache").token())
                        .headers()
                        .firstValue("Age"))
                .isEmpty();
    }

    @Test
    void nestedChain_runs() throws Exception {
        gateway().runtime.functions.returns("demo/child", Payload.NOTHING);
        Call parent = callInProgress();

        assertThat(post("/x/secret/v1/pipe?step=demo/child", "1", parent.token())
                        .body())
                .startsWith("{\"result\":null");
    }

    @Test
    void nestedCall_ofWhatTheCallerMayNotCall_isRefused() throws Exception {
        Call parent = callInProgress();

        HttpResponse<String> reply = post("/x/secret/v1/algo/other/private", "1", parent.token());

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.body()).contains("'demo'").contains("'other/private'");
    }

    @Test
    void nestedCall_thatBelongsToNoCall_isRefusedWithAdvice() throws Exception {
        HttpResponse<String> without = post("/x/secret/v1/algo/demo/child", "1", null);
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.body()).contains("pass the token on");

        HttpResponse<String> over = post("/x/secret/v1/algo/demo/child", "1", "token-of-old");
        assertThat(over.statusCode()).isEqualTo(403);
        assertThat(over.body()).contains("is over");
        assertThat(gateway().runtime.functions.calls()).isEqualTo(List.of());
    }

    @Test
    void insights_areNotedForTheFunctionAndItsCall() throws Exception {
        String token = callInProgress().token();
        String insights = "[{\"insight_key\":\"words\",\"insight_value\":\"12\"},"
                + "{\"insight_key\":\"kind\",\"insight_value\":{\"a\":1}}]";

        assertThat(post("/x/secret/v1/insights", insights, token).statusCode()).isEqualTo(200);

        assertThat(gateway().insights.of(FunctionName.parse("demo/parent")))
                .extracting(InsightBook.Insight::key, InsightBook.Insight::value)
                .containsExactly(tuple("kind", "{\"a\":1}"), tuple("words", "12"));
        assertThat(gateway().insights.of(FunctionName.parse("demo/child"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[1]",
                "[{\"insight_key\":1,\"insight_value\":2}]",
                "[{\"insight_key\":\"\",\"insight_value\":2}]",
                "[{\"insight_key\":\"good\",\"insight_value\":1},{\"insight_key\":\"bad\"}]"
            })
    void insights_ofAnotherForm_areRefusedWhole(String body) throws Exception {
        String token = callInProgress().token();

        HttpResponse<String> reply = post("/x/secret/v1/insights", body, token);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("insights are");
        assertThat(gateway().insights.of(FunctionName.parse("demo/parent"))).isEmpty();
    }
}
