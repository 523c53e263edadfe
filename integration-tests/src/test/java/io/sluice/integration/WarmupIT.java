package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contract.api.CallEdge;
import io.sluice.contract.api.Forecast;
import io.sluice.contract.api.FunctionStats;
import io.sluice.contract.api.KeySummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learned of calls, on real processes: kept, started ahead, explained, carried over a restart. */
final class WarmupIT {

    private static final String INPUT = "{\"function\":\"learn/callee\",\"input\":1}";

    @TempDir
    private Path folder;

    private static void deploy(Client client, String function, String entryPoint, String... more) {
        client.deployed(Packages.fixture(Packages.manifest(function, "0.1.0", entryPoint, more)));
    }

    private static int instances(Client client, String function) {
        return client.describe(function).instances().size();
    }

    private static List<CallEdge> graph(Client client) {
        return client.get("/v1/graph").listOf(CallEdge.class);
    }

    private static void deployPair(Client client) {
        deploy(client, "learn/caller", "nested");
        deploy(client, "learn/callee", "echo");
    }

    @Test
    void calleeOfACallerThatWasSeenOnce_isStartedWithIt() {
        try (Sluice sluice = Sluice.start(folder, Map.of("SLUICE_WARMUP_TAU", "1s"))) {
            Client client = sluice.administrator();
            deployPair(client);
            client.call("learn/caller", INPUT);
            Waits.until("the edge is learned").until(() -> !graph(client).isEmpty());
            Waits.until("nothing is held that costs a second of memory for a second of waiting")
                    .until(() -> instances(client, "learn/caller") == 0 && instances(client, "learn/callee") == 0);

            Reply reply = client.call("learn/caller", INPUT);

            assertThat(reply.result().toString()).as(reply.text()).isEqualTo("1");
            assertThat(client.get("/q/metrics").text())
                    .containsPattern("sluice_prestarts_total\\{function=\"learn/callee\"[^}]*} [1-9]");
            assertThat(client.get("/v1/stats?function=learn/callee")
                            .listOf(FunctionStats.class)
                            .getFirst()
                            .coldStarts())
                    .as("its first call's")
                    .isEqualTo(1);
        }
    }

    @Test
    void whatWasLearned_survivesARestart() {
        try (Sluice sluice = Sluice.start(folder)) {
            Client client = sluice.administrator();
            deployPair(client);
            client.call("learn/caller", INPUT);
            Waits.until("the edge is learned").until(() -> !graph(client).isEmpty());
            sluice.stop();
        }
        try (Sluice sluice = Sluice.start(folder)) {
            assertThat(graph(sluice.administrator())).singleElement().satisfies(edge -> {
                assertThat(edge.caller()).isEqualTo("learn/caller");
                assertThat(edge.callee()).isEqualTo("learn/callee");
                assertThat(edge.probability()).isPositive();
            });
        }
    }

    @Test
    void chain_isLearnedAsWhatCallsItsSteps() {
        try (Sluice sluice = Sluice.start(folder)) {
            Client client = sluice.administrator();
            deploy(client, "learn/one", "echo");
            deploy(client, "learn/two", "echo");
            client.post("/v1/pipe?step=learn/one&step=learn/two", Client.JSON, "1");

            Waits.until("both steps are known").until(() -> graph(client).size() == 2);
            assertThat(graph(client))
                    .allSatisfy(edge -> assertThat(edge.caller()).isEqualTo("learn/one|learn/two"));

            Forecast forecast = client.get("/v1/functions/learn/two/forecast").as(Forecast.class);
            assertThat(forecast.mode()).isEqualTo("on");
            assertThat(forecast.calledBy()).hasSize(1);

            Client stranger =
                    client.withKey(String.valueOf(client.post("/v1/keys", Client.JSON, "{\"user\":\"stranger\"}")
                            .as(KeySummary.class)
                            .key()));
            assertThat(graph(stranger)).isEmpty();
            assertThat(stranger.get("/v1/functions/learn/two/forecast").status())
                    .isEqualTo(403);
            assertThat(stranger.get("/v1/trace").status()).isEqualTo(403);
            assertThat(stranger.post("/v1/functions/learn/two/prewarm", Client.JSON, "{}")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void recording_isExportedAsLinesOfJson() {
        try (Sluice sluice = Sluice.start(folder)) {
            Client client = sluice.administrator();
            deploy(client, "learn/one", "echo");
            client.call("learn/one", "1");

            Waits.until("the call is recorded")
                    .until(() -> client.get("/v1/trace").text().contains("learn/one"));
            List<String> lines = client.get("/v1/trace").text().lines().toList();

            assertThat(lines.getFirst()).contains("\"version\"");
            assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        }
    }

    @Test
    void prewarm_startsInstancesAndRefusesNonsense() {
        try (Sluice sluice = Sluice.start(folder, Map.of("SLUICE_WARMUP_MODE", "off"))) {
            Client client = sluice.administrator();
            deploy(client, "learn/ahead", "echo");

            Reply accepted =
                    client.post("/v1/functions/learn/ahead/prewarm", Client.JSON, "{\"instances\":2,\"seconds\":60}");
            assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
            Waits.until("two are warm")
                    .until(() -> client.describe("learn/ahead").instances().stream()
                                    .filter(it -> it.state().equals("warm"))
                                    .count()
                            == 2);

            Reply refused = client.post("/v1/functions/learn/ahead/prewarm", Client.JSON, "{\"instances\":-1}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.message()).contains("instances", "from 0 to", "-1");
            assertThat(client.get("/v1/graph").status()).isEqualTo(409);
            assertThat(client.get("/v1/graph").message()).contains("sluice.warmup.mode");
        }
    }

    @Test
    void instanceThatIsToEndWithItsLastCall_does() {
        try (Sluice sluice = Sluice.start(folder)) {
            Client client = sluice.administrator();
            client.deployed(Packages.fixture(
                    Packages.manifest("learn/once", "0.1.0", "echo").replace("idle: 30s", "idle: 0s")));
            client.call("learn/once", "1");

            Waits.until("it is gone").until(() -> instances(client, "learn/once") == 0);
            assertThat(client.get("/v1/functions/learn/once/forecast")
                            .as(Forecast.class)
                            .instances())
                    .isZero();
        }
    }

    @Test
    void shadowMode_learnsAndStartsNothing() {
        try (Sluice sluice = Sluice.start(folder, Map.of("SLUICE_WARMUP_MODE", "shadow"))) {
            Client client = sluice.administrator();
            deploy(client, "learn/caller", "nested", "instances: {max: 1}");
            deploy(client, "learn/callee", "echo");
            client.call("learn/caller", INPUT);
            Waits.until("the edge is learned").until(() -> !graph(client).isEmpty());
            client.call("learn/caller", INPUT);

            JsonNode forecast =
                    client.get("/v1/functions/learn/callee/forecast").json();
            assertThat(forecast.path("mode").asText()).isEqualTo("shadow");
            assertThat(client.get("/q/metrics").text()).doesNotContain("sluice_prestarts_total{");
        }
    }
}
