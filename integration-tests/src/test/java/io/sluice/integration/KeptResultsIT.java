package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.FunctionStats;
import io.sluice.contract.api.KeySummary;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are kept: when a function runs again, and for whom. Whether it did is told by the id of the call in its answer. */
@ExtendWith(SharedSluice.class)
final class KeptResultsIT {

    private static final String CACHED = "cache: {ttl: 10m}";
    private static final String SHARED = "cache: {ttl: 10m, shared: true}";
    private static final String PUBLIC = "permissions: {callability: public}";

    private final Client client;

    KeptResultsIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    private void deploy(String function, String version, String entryPoint, String... more) {
        client.deployed(Packages.fixture(Packages.manifest(function, version, entryPoint, more)));
    }

    private Client user(String name) {
        return client.withKey(String.valueOf(client.post("/v1/keys", Client.JSON, "{\"user\":\"" + name + "\"}")
                .as(KeySummary.class)
                .key()));
    }

    private Reply post(String path, String json, String cacheControl) {
        return client.post(path, Client.JSON, BodyPublishers.ofString(json), "Cache-Control", cacheControl);
    }

    /** The id of the call that made the result. */
    private static String maker(Reply reply) {
        String id = reply.result().path("invocation").asText();
        assertThat(id).as(reply.text()).startsWith("req-");
        return id;
    }

    @Test
    void equalCall_getsTheSameResultUnlessItRefuses() {
        deploy("kept/trace", "0.1.0", "trace", CACHED);
        Reply first = client.call("kept/trace", "1");

        Reply again = client.call("kept/trace", "1");
        Reply other = client.call("kept/trace", "2");
        Reply renewed = post("/v1/algo/kept/trace", "1", "no-cache");
        Reply afterwards = client.call("kept/trace", "1");
        Reply apart = post("/v1/algo/kept/trace", "1", "no-store");
        Reply atLast = client.call("kept/trace", "1");

        assertThat(first.metadata().has("cache")).isFalse();
        assertThat(first.header("Age")).isEmpty();
        assertThat(maker(again)).isEqualTo(maker(first));
        assertThat(again.header("Age")).matches("[0-9]+");
        assertThat(again.metadata().path("cache").path("hits").asInt()).isEqualTo(1);
        assertThat(again.metadata().path("cache").path("age").asDouble()).isPositive();
        assertThat(again.header("sluice-invocation")).isNotEqualTo(first.header("sluice-invocation"));
        assertThat(maker(other)).isNotEqualTo(maker(first));
        assertThat(maker(renewed)).isNotEqualTo(maker(first));
        assertThat(maker(afterwards)).isEqualTo(maker(renewed));
        assertThat(maker(apart)).isNotEqualTo(maker(renewed));
        assertThat(maker(atLast)).isEqualTo(maker(renewed));
        assertFigures();
    }

    private void assertFigures() {
        FunctionStats stats = client.get("/v1/stats?function=kept/trace")
                .listOf(FunctionStats.class)
                .getFirst();
        assertThat(stats.invocations()).isEqualTo(4);
        assertThat(stats.cached()).isEqualTo(3);
        assertThat(stats.warmMillis().count() + stats.coldMillis().count()).isEqualTo(4);
        assertThat(client.get("/q/metrics").text())
                .containsPattern("sluice_results_hits_total\\{function=\"kept/trace\",version=\"0.1.0\"[^}]*} 3.0")
                .containsPattern("sluice_results_misses_total\\{function=\"kept/trace\",version=\"0.1.0\"[^}]*} 2.0")
                .containsPattern("sluice_results_refused_total\\{function=\"kept/trace\",version=\"0.1.0\"[^}]*} 2.0")
                .contains("sluice_results_entries", "sluice_results_bytes", "sluice_results_evictions_total");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fn/kept/faces", "/v1/algo/kept/faces?output=raw", "/v1/pipe?step=kept/faces&output=raw"})
    void everyFace_givesKeptResultsWithTheirAge(String path) {
        deploy("kept/faces", "0.1.0", "trace", CACHED);
        post(path, "1", "no-cache");

        Reply kept = client.post(path, Client.JSON, "1");
        Reply refused = post(path, "1", "no-cache");

        assertThat(kept.status()).as(kept.text()).isEqualTo(200);
        assertThat(kept.header("Age")).matches("[0-9]+");
        assertThat(refused.header("Age")).isEmpty();
        assertThat(refused.text()).isNotEqualTo(kept.text());
    }

    @Test
    void pipe_usesWhatIsKeptOfEachStep() {
        deploy("kept/first", "0.1.0", "trace", CACHED);
        deploy("kept/second", "0.1.0", "echo");
        String path = "/v1/pipe?step=kept/first&step=kept/second&timing=1";

        Reply first = client.post(path, Client.JSON, "1");
        Reply second = client.post(path, Client.JSON, "1");

        assertThat(maker(second)).isEqualTo(maker(first));
        assertThat(second.metadata().path("steps").path(0).has("age")).isTrue();
        assertThat(second.metadata().path("steps").path(1).has("age")).isFalse();
        assertThat(second.header("Age")).isEmpty();
    }

    @Test
    void result_isForItsCallerAloneUnlessTheFunctionSharesIt() {
        deploy("kept/private", "0.1.0", "trace", CACHED, PUBLIC);
        deploy("kept/shared", "0.1.0", "trace", SHARED, PUBLIC);
        deploy("kept/closed", "0.1.0", "trace", SHARED);
        Client alice = user("alice");
        Client bob = user("bob");

        String ofAlice = maker(alice.call("kept/private", "1"));
        assertThat(maker(bob.call("kept/private", "1"))).isNotEqualTo(ofAlice);
        assertThat(maker(client.call("kept/private", "1"))).isNotEqualTo(ofAlice);
        assertThat(maker(user("alice").call("kept/private", "1")))
                .as("another key of the same user")
                .isEqualTo(ofAlice);

        String ofAll = maker(alice.call("kept/shared", "1"));
        assertThat(maker(bob.call("kept/shared", "1"))).isEqualTo(ofAll);

        client.call("kept/closed", "1");
        assertThat(bob.call("kept/closed", "1").status()).isEqualTo(403);
    }

    @Test
    void newVersionOfWhatAFunctionCalls_makesItRunAgain() {
        deploy("kept/parent", "0.1.0", "nested", CACHED);
        deploy("kept/child", "0.1.0", "trace", CACHED);
        String input = "{\"function\":\"kept/child\",\"input\":1}";
        String first = maker(client.call("kept/parent", input));
        assertThat(maker(client.call("kept/parent", input))).isEqualTo(first);

        deploy("kept/child", "0.2.0", "trace", CACHED);
        String second = maker(client.call("kept/parent", input));
        assertThat(second).isNotEqualTo(first);
        assertThat(maker(client.call("kept/parent", input))).isEqualTo(second);

        client.post("/v1/functions/kept/child/rollback", Client.JSON, "{}");
        String third = maker(client.call("kept/parent", input));
        assertThat(third).isNotEqualTo(second);

        client.delete("/v1/functions/kept/child?version=0.1.0");
        assertThat(maker(client.call("kept/parent", input))).isNotEqualTo(third);

        client.delete("/v1/functions/kept/child");
        assertThat(client.call("kept/parent", input).message()).contains("kept/child", "not found");
    }

    @Test
    void callThatRefusesKeptResults_refusesThemForTheCallsInsideToo() {
        deploy("kept/asking", "0.1.0", "nested");
        deploy("kept/asked", "0.1.0", "trace", CACHED);
        String input = "{\"function\":\"kept/asked\",\"input\":1}";
        String first = maker(client.call("kept/asking", input));

        assertThat(maker(client.call("kept/asking", input))).isEqualTo(first);
        assertThat(maker(post("/v1/algo/kept/asking", input, "no-cache"))).isNotEqualTo(first);
    }

    @Test
    void equalCallsAtOnce_runOnceAndStopWhenAllHaveLeft() {
        deploy("kept/sleep", "0.1.0", "sleep", CACHED);
        List<CompletableFuture<Reply>> calls = IntStream.range(0, 20)
                .mapToObj(i -> client.callAsync("kept/sleep", "1500"))
                .toList();
        awaitRuns(1);
        calls.getFirst().cancel(true);
        calls.getLast().cancel(true);

        assertThat(calls.subList(1, 19))
                .allSatisfy(call -> assertThat(call.join().result().asText()).isEqualTo("slept 1500 ms"));
        assertThat(client.count("kept/sleep", "sleep begins")).isEqualTo(1);

        List<CompletableFuture<Reply>> abandoned = IntStream.range(0, 5)
                .mapToObj(i -> client.callAsync("kept/sleep", "60000"))
                .toList();
        awaitRuns(2);
        abandoned.forEach(call -> call.cancel(true));

        Waits.until("the function is told that nobody waits any more")
                .until(() -> client.count("kept/sleep", "sleep was interrupted") == 1);
        assertThat(client.count("kept/sleep", "sleep begins")).isEqualTo(2);
    }

    private void awaitRuns(int runs) {
        Waits.until(runs + " runs have begun").until(() -> client.count("kept/sleep", "sleep begins") == runs);
    }

    @Test
    void call_thatWaitsForAnEqualOne_waitsForItsOwnTimeOnly() {
        deploy("kept/slow", "0.1.0", "sleep", CACHED);
        client.call("kept/slow", "1");
        CompletableFuture<Reply> patient = client.callAsync("kept/slow", "2500");
        Waits.until("the first call runs").until(() -> client.count("kept/slow", "sleep begins") == 2);

        Reply hasty = client.post("/v1/algo/kept/slow?timeout=0.2", Client.JSON, "2500");

        assertThat(hasty.errorType()).as(hasty.text()).isEqualTo("TimeoutError");
        assertThat(patient.join().result().asText()).isEqualTo("slept 2500 ms");
    }

    @Test
    void firstOfEqualCalls_whenItsTimeIsOver_leavesTheOthersTheirs() {
        deploy("kept/late", "0.1.0", "sleep", CACHED);
        client.call("kept/late", "1");
        CompletableFuture<Reply> hasty = client.sendAsync(client.request("/v1/algo/kept/late?timeout=0.7")
                .header("Content-Type", Client.JSON)
                .POST(BodyPublishers.ofString("900"))
                .build());
        Waits.until("the first call runs").until(() -> client.count("kept/late", "sleep begins") == 2);

        Reply patient = client.call("kept/late", "900");

        assertThat(hasty.join().errorType()).isEqualTo("TimeoutError");
        assertThat(patient.result().asText()).as(patient.text()).isEqualTo("slept 900 ms");
    }
}
