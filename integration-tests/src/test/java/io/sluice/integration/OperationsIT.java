package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.FunctionStats;
import io.sluice.contract.api.FunctionSummary;
import io.sluice.contract.api.KeySummary;
import io.sluice.contract.api.LogLine;
import io.sluice.contract.api.RuntimeStatus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who operate a runtime look at: logs, figures, metrics, keys. */
@ExtendWith(SharedSluice.class)
final class OperationsIT {

    private static final String LOGS = "/v1/functions/demo/sleep/logs";

    private final Sluice sluice;
    private final Client client;

    OperationsIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    @Test
    void logs_tell_whoWroteWhatWhen() {
        client.call("demo/sleep", "1");
        Waits.until("the line is kept").until(() -> client.count("demo/sleep", "sleep begins") > 0);

        List<LogLine> all = client.get(LOGS).listOf(LogLine.class);
        LogLine line = all.getLast();

        assertThat(line.version()).isEqualTo("0.1.0");
        assertThat(line.instance()).isNotEmpty();
        assertThat(line.at()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(client.get(LOGS + "?tail=1").listOf(LogLine.class)).hasSize(1);
        assertThat(client.get(LOGS + "?tail=0").listOf(LogLine.class)).isEmpty();
        assertThat(client.get(LOGS + "?version=9.9.9").listOf(LogLine.class)).isEmpty();
        assertThat(client.get(LOGS + "?instance=" + line.instance()).listOf(LogLine.class))
                .allMatch(each -> each.instance().equals(line.instance()))
                .isNotEmpty();
        assertThat(client.get(LOGS + "?tail=10001").status()).isEqualTo(400);
        assertThat(client.get("/v1/functions/demo/nothere/logs").status()).isEqualTo(404);
    }

    @Test
    void logs_followed_comeAsTheyAreWritten() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var following = http.sendAsync(client.request(LOGS + "/follow").build(), BodyHandlers.ofLines())
                    .thenAccept(response -> response.body().forEach(lines::add));

            Waits.until("a line that is written is seen").until(() -> {
                client.call("demo/sleep", "1");
                return lines.stream().anyMatch(line -> line.contains("\"text\":\"sleep begins\""));
            });
            following.cancel(true);
            http.shutdownNow();
        }
        assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void stats_countCallsFailuresAndColdStarts() {
        client.deployed(Packages.fixture(Packages.manifest("demo/counted", "0.1.0", "twice")));
        client.call("demo/counted", "[1]");
        client.call("demo/counted", "[2]");
        client.call("demo/counted", "\"no list\"");

        FunctionStats stats = client.get("/v1/stats?function=demo/counted")
                .listOf(FunctionStats.class)
                .getFirst();

        assertThat(stats.function()).isEqualTo("demo/counted");
        assertThat(stats.invocations()).isEqualTo(3);
        assertThat(stats.failures()).isEqualTo(1);
        assertThat(stats.coldStarts()).isEqualTo(1);
        assertThat(stats.instances()).isEqualTo(1);
        assertThat(stats.coldMillis().count()).isEqualTo(1);
        assertThat(stats.warmMillis().count()).isEqualTo(2);
        assertThat(stats.startMillis().p50()).isPositive();
        assertThat(client.get("/v1/functions").listOf(FunctionSummary.class))
                .anyMatch(each -> each.function().equals("demo/counted") && each.invocations() == 3);
    }

    @Test
    void metrics_haveWhatIsPromised() {
        client.call("demo/echo", "1");
        client.call("demo/echo", "1"); // This one finds an instance, whatever other tests did before.

        Reply reply = client.get("/q/metrics");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text())
                .contains(
                        "sluice_invocations_seconds_count{function=\"demo/echo\",outcome=\"result\",version=\"0.1.0\",warmth=\"warm\"}",
                        "sluice_starts_seconds_count{function=\"demo/echo\"",
                        "sluice_instances{function=\"demo/echo\",state=\"warm\",version=\"0.1.0\"}",
                        "sluice_queue{function=\"demo/echo\",version=\"0.1.0\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/functions:",
                "/v1/functions/{owner}/{name}:",
                "/v1/functions/{owner}/{name}/versions:",
                "/v1/functions/{owner}/{name}/rollback:",
                "/v1/functions/{owner}/{name}/logs:",
                "/v1/functions/{owner}/{name}/logs/follow:",
                "/v1/functions/{owner}/{name}/secrets/{secret}:",
                "/v1/keys:",
                "/v1/keys/{id}:",
                "/v1/runtime:",
                "/v1/runtime/stop:",
                "/v1/stats:",
            })
    void openapi_listsEveryManagementRoute(String route) {
        assertThat(client.get("/q/openapi").text()).contains("\n  " + route);
    }

    @Test
    void runtime_tellsHowItIs() {
        RuntimeStatus status = client.get("/v1/runtime").as(RuntimeStatus.class);

        assertThat(status.pid()).isEqualTo(sluice.pid());
        assertThat(status.home()).isEqualTo(sluice.home().toString());
        assertThat(status.functions()).isPositive();
        assertThat(status.memoryReservedMiB()).isBetween(0L, status.memoryBudgetMiB());
        assertThat(status.residentMiB()).isPositive();
    }

    @Test
    void key_isMadeUsedRevoked_andOnlyItsMakerSeesIt() {
        Reply made = client.post("/v1/keys", Client.JSON, "{\"user\":\"demo\"}");
        KeySummary key = made.as(KeySummary.class);
        Client user = client.withKey(String.valueOf(key.key()));

        assertThat(made.status()).isEqualTo(201);
        assertThat(user.call("demo/echo", "1").status()).isEqualTo(200);
        assertThat(user.get("/v1/keys").listOf(KeySummary.class))
                .allSatisfy(seen -> assertThat(seen.user()).isEqualTo("demo"))
                .extracting(KeySummary::id)
                .contains(key.id());
        assertThat(user.post("/v1/keys", Client.JSON, "{\"user\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(client.get("/v1/keys").text()).contains(key.id()).doesNotContain(String.valueOf(key.key()));

        assertThat(client.delete("/v1/keys/" + key.id()).status()).isEqualTo(204);

        assertThat(user.call("demo/echo", "1").status()).isEqualTo(401);
        assertThat(client.delete("/v1/keys/" + key.id()).status()).isEqualTo(404);
        assertThat(client.post("/v1/keys", Client.JSON, "{\"user\":\"a b\"}").status())
                .isEqualTo(400);
    }

    @Test
    void keys_areInNoLogAndNotInTheRegistry() throws IOException {
        client.call("demo/sleep", "1");
        String administratorKey = sluice.administratorKey();

        assertThat(sluice.log()).doesNotContain(administratorKey);
        try (Stream<Path> files = Files.walk(sluice.home())) {
            List<Path> holders = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/packages/"))
                    .filter(file -> holds(file, administratorKey))
                    .toList();
            assertThat(holders).containsExactly(sluice.home().resolve("admin.key"));
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false; // gone in the meantime
        }
    }

    @Test
    void secret_reachesTheInstanceAndIsNeverShown() {
        client.deployed(Packages.fixture(Packages.manifest("demo/confidant", "0.1.0", "echo", "secrets: [API_TOKEN]")));
        String path = "/v1/functions/demo/confidant/secrets";

        Reply put = client.send(client.request(path + "/API_TOKEN")
                .header("Content-Type", Client.TEXT)
                .PUT(BodyPublishers.ofString("hush-hush"))
                .build());

        assertThat(put.status()).as(put.text()).isEqualTo(204);
        assertThat(client.get(path).text()).isEqualTo("[\"API_TOKEN\"]");
        assertThat(client.get("/v1/functions/demo/confidant").text())
                .contains("API_TOKEN")
                .doesNotContain("hush-hush");
        assertThat(client.call("demo/confidant", "1").status()).isEqualTo(200);
        assertThat(sluice.log()).doesNotContain("hush-hush");
        assertThat(client.delete(path + "/API_TOKEN").status()).isEqualTo(204);
        assertThat(client.delete(path + "/API_TOKEN").status()).isEqualTo(404);
    }
}
