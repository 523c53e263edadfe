package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.FunctionDescription;
import io.sluice.contract.api.KeySummary;
import io.sluice.contract.api.RuntimeStatus;
import io.sluice.contract.api.VersionSummary;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime's own life: start, end by each way, and what the next start finds. */
final class LifecycleIT {

    /** How the JVM reports an orderly end that a SIGTERM asked for. */
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    @Test
    void home_isOpenToItsUserAlone() throws IOException {
        try (Sluice sluice = Sluice.start(folder)) {
            sluice.administrator()
                    .deployed(Packages.zip(Packages.manifest("it/a", "0.1.0", "a"), "app/a", new byte[1]));

            assertThat(mode(sluice.home())).isEqualTo("rwx------");
            assertThat(mode(sluice.home().resolve("admin.key"))).isEqualTo("rw-------");
            assertThat(mode(sluice.home().resolve("runtime.json"))).isEqualTo("rw-------");
            assertThat(sluice.administratorKey()).startsWith("sim").hasSize(28);
            assertThat(sluice.address().getHost()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void administratorsKey_ofAFile_holdsFromTheNextStartOn_inPlaceOfTheOneBefore() throws IOException {
        Path file = folder.resolve("key");
        Map<String, String> environment = Map.of("SLUICE_ADMIN_KEY_FILE", file.toString());
        String first = "sim" + "first".repeat(5);
        String second = "sim" + "other".repeat(5);
        Files.writeString(file, first + "\n");
        try (Sluice sluice = Sluice.start(folder, environment)) {
            assertThat(statusWith(sluice, first)).isEqualTo(200);
            assertThat(sluice.home().resolve("admin.key")).doesNotExist();
        }
        Files.writeString(file, second);
        try (Sluice sluice = Sluice.start(folder, environment)) {
            assertThat(statusWith(sluice, second)).isEqualTo(200);
            assertThat(statusWith(sluice, first)).isEqualTo(401);
            assertThat(sluice.log()).doesNotContain(first, second);
        }
        Files.writeString(file, "secret");
        try (Sluice refused = Sluice.launch(folder, environment)) {
            assertThat(refused.awaitEnd()).isNotZero();
            assertThat(refused.log())
                    .contains("sluice.admin-key-file '" + file + "'", "25 letters and digits")
                    .doesNotContain("secret");
        }
    }

    private static int statusWith(Sluice sluice, String key) {
        return sluice.anonymous().withKey(key).get("/v1/keys").status();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void runtime_onAHomeInUse_isRefusedAndTheFirstGoesOn() {
        try (Sluice first = Sluice.start(folder);
                Sluice second = Sluice.launch(folder, Map.of())) {
            assertThat(second.awaitEnd()).isNotZero();

            assertThat(second.log())
                    .contains("is in use by another runtime", first.home().toString());
            assertThat(first.administrator()
                            .get("/v1/runtime")
                            .as(RuntimeStatus.class)
                            .pid())
                    .isEqualTo(first.pid());
            assertThat(first.home().resolve("runtime.json")).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void restart_bringsBackFunctionsVersionsAndKeys_alsoAfterAKill(boolean killed) {
        List<VersionSummary> before;
        String userKey;
        String administratorKey;
        long instance;
        try (Sluice sluice = Sluice.start(folder)) {
            Client client = sluice.administrator();
            client.deployed(Packages.fixture(Packages.manifest("demo/kept", "0.1.0", "echo")));
            client.deployed(Packages.fixture(Packages.manifest("demo/kept", "0.2.0", "shout")));
            assertThat(client.post("/v1/functions/demo/kept/rollback", Client.JSON, "{}")
                            .status())
                    .isEqualTo(200);
            userKey = String.valueOf(client.post("/v1/keys", Client.JSON, "{\"user\":\"demo\"}")
                    .as(KeySummary.class)
                    .key());
            administratorKey = sluice.administratorKey();
            assertThat(client.call("demo/kept", "[1]").status()).isEqualTo(200);
            before = versions(client);
            instance = onlyInstance(client, "demo/kept");
            if (killed) {
                sluice.kill();
            } else {
                assertThat(sluice.stop()).isEqualTo(TERMINATED);
                assertThat(sluice.home().resolve("runtime.json")).doesNotExist();
                assertThat(ProcessHandle.of(instance)).isEmpty();
            }
        }
        Waits.until("no instance outlives its runtime").until(() -> ProcessHandle.of(instance)
                .filter(ProcessHandle::isAlive)
                .isEmpty());

        try (Sluice sluice = Sluice.start(folder)) {
            Client user = sluice.anonymous().withKey(userKey);

            assertThat(sluice.administratorKey()).isEqualTo(administratorKey);
            assertThat(versions(user))
                    .map(LifecycleIT::withoutInstances)
                    .isEqualTo(
                            before.stream().map(LifecycleIT::withoutInstances).toList());
            assertThat(user.call("demo/kept", "[1]").result().toString()).isEqualTo("[1]");
            assertThat(user.call("demo/kept/0.2.0", "\"a\"").result().asText()).isEqualTo("A");
            assertThat(sluice.administrator().get("/v1/keys").listOf(KeySummary.class))
                    .hasSize(2);
            assertThat(sluice.errors()).isEmpty();
        }
    }

    private static List<VersionSummary> versions(Client client) {
        return client.get("/v1/functions/demo/kept/versions").listOf(VersionSummary.class);
    }

    private static String withoutInstances(VersionSummary version) {
        return String.join(
                " ",
                version.version(),
                version.state(),
                version.packageDigest(),
                version.callability(),
                version.deployedAt());
    }

    private static long onlyInstance(Client client, String function) {
        List<FunctionDescription.InstanceView> instances =
                client.describe(function).instances();
        assertThat(instances).hasSize(1);
        return instances.getFirst().pid();
    }

    @Test
    void stop_letsTheCallInFlightFinishAndEndsEveryInstance() {
        try (Sluice sluice = Sluice.start(folder)) {
            Client client = sluice.administrator();
            client.deployed(Packages.fixture(Packages.manifest("demo/sleeper", "0.1.0", "sleep")));
            client.call("demo/sleeper", "1");
            long instance = onlyInstance(client, "demo/sleeper");
            CompletableFuture<Reply> call = client.callAsync("demo/sleeper", "1500");
            Waits.until("the call runs").until(() -> client.count("demo/sleeper", "sleep begins") == 2);

            assertThat(sluice.stop()).isEqualTo(TERMINATED);

            assertThat(call.join().result().asText()).isEqualTo("slept 1500 ms");
            assertThat(ProcessHandle.of(instance).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(sluice.log()).contains("runtime is down");
            assertThat(sluice.errors()).isEmpty();
        }
    }

    @Test
    void end_whileACallIsInFlight_isNotReady_andRefusesOtherCallsAtOnce() {
        try (Sluice sluice = Sluice.start(folder)) {
            Client client = sluice.administrator();
            client.deployed(Packages.fixture(Packages.manifest("demo/sleeper", "0.1.0", "sleep")));
            client.call("demo/sleeper", "1");
            CompletableFuture<Reply> call = client.callAsync("demo/sleeper", "5000");
            Waits.until("the call runs").until(() -> client.count("demo/sleeper", "sleep begins") == 2);

            sluice.terminate();

            Waits.until("it is not ready any more")
                    .until(() -> client.get("/q/health/ready").status() == 503);
            Reply refused = client.call("demo/sleeper", "1");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("the runtime ends");
            assertThat(client.get("/q/health/live").status()).isEqualTo(200);
            assertThat(call.join().result().asText()).isEqualTo("slept 5000 ms");
            assertThat(sluice.awaitEnd()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void end_doesNotWaitForThoseWhoFollowLogs() {
        try (HttpClient http = HttpClient.newHttpClient();
                Sluice sluice = Sluice.start(folder, Map.of("QUARKUS_SHUTDOWN_TIMEOUT", "300S"))) {
            Client client = sluice.administrator();
            client.deployed(Packages.fixture(Packages.manifest("demo/sleeper", "0.1.0", "sleep")));
            CompletableFuture<HttpResponse<Stream<String>>> following = http.sendAsync(
                    client.request("/v1/functions/demo/sleeper/logs/follow").build(), BodyHandlers.ofLines());
            Waits.until("lines come").until(() -> {
                client.call("demo/sleeper", "1");
                return following.isDone();
            });

            sluice.terminate();

            assertThat(following.join().body()).isNotEmpty();
            assertThat(sluice.awaitEnd()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void stop_byTheManagementApi_isForAdministratorsAndEndsTheRuntime() {
        try (Sluice sluice = Sluice.start(folder)) {
            Client client = sluice.administrator();
            String key = String.valueOf(client.post("/v1/keys", Client.JSON, "{\"user\":\"demo\"}")
                    .as(KeySummary.class)
                    .key());

            assertThat(client.withKey(key)
                            .post("/v1/runtime/stop", Client.JSON, "")
                            .status())
                    .isEqualTo(403);
            assertThat(client.post("/v1/runtime/stop", Client.JSON, "").status())
                    .isEqualTo(202);

            assertThat(sluice.awaitEnd()).isZero();
            assertThat(sluice.home().resolve("runtime.json")).doesNotExist();
        }
    }
}
