package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.InstanceProtocol;
import io.sluice.contract.api.KeySummary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that call functions: on whose behalf, how deep, and with what right. */
@ExtendWith(SharedSluice.class)
final class NestedCallsIT {

    private final Sluice sluice;
    private final Client client;

    NestedCallsIT(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.administrator();
    }

    private static String nested(String function, String input) {
        return "{\"function\":\"" + function + "\",\"input\":" + input + "}";
    }

    private Client userNamed(String user) {
        String key = String.valueOf(client.post("/v1/keys", Client.JSON, "{\"user\":\"" + user + "\"}")
                .as(KeySummary.class)
                .key());
        return client.withKey(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested", "nested-blocking"})
    void calls_atOnceInOneInstance_eachGetTheAnswerToTheirOwn(String entryPoint) {
        List<CompletableFuture<Reply>> calls = IntStream.range(0, 12)
                .mapToObj(i -> client.callAsync("demo/" + entryPoint, nested("demo/echo", "[" + i + "]")))
                .toList();

        for (int i = 0; i < calls.size(); i++) {
            Reply reply = calls.get(i).join();
            assertThat(reply.result().toString()).as(reply.text()).isEqualTo("[" + i + "]");
        }
    }

    @Test
    void call_deeperThanTheLimit_isRefusedWithTheLimit() {
        client.deployed(Packages.fixture(
                Packages.manifest("demo/deep", "0.1.0", "nested", "concurrency: 64", "instances: {max: 1}")));

        Reply most = client.call("demo/deep", tower(32));
        Reply more = client.call("demo/deep", tower(33));

        assertThat(most.result().asInt()).as(most.text()).isEqualTo(1);
        assertThat(more.message()).contains("at most 32 deep");
        assertThat(client.describe("demo/deep").stats().inFlight()).isZero();
    }

    /** A call of {@code demo/deep} inside of which that many more are made, the last of {@code demo/echo}. */
    private static String tower(int depth) {
        String input = nested("demo/echo", "1");
        for (int i = 1; i < depth; i++) {
            input = nested("demo/deep", input);
        }
        return input;
    }

    @Test
    void call_byAFunctionThatMayNotCallOthers_isRefusedWithTheSetting() {
        client.deployed(Packages.fixture(
                Packages.manifest("demo/lonely", "0.1.0", "nested", "permissions: {callsOthers: false}")));

        Reply reply = client.call("demo/lonely", nested("demo/echo", "1"));

        assertThat(reply.message()).contains("demo/lonely", "callsOthers");
    }

    @Test
    void call_ofAnotherOwnersPrivateFunction_isRefusedUnlessTheCallerMay() {
        client.deployed(Packages.fixture(Packages.manifest("acme/secret", "0.1.0", "echo")));
        client.deployed(Packages.fixture(
                Packages.manifest("demo/open", "0.1.0", "nested", "permissions: {callability: public}")));
        Client user = userNamed("somebody");

        Reply refused = user.call("demo/open", nested("acme/secret", "1"));
        Reply ownersOwn = user.call("demo/open", nested("demo/echo", "1"));
        Reply administrators = client.call("demo/open", nested("acme/secret", "1"));

        assertThat(refused.message()).as(refused.text()).contains("somebody", "acme/secret", "private");
        assertThat(refused.json().path("error").has("stacktrace")).isFalse();
        assertThat(ownersOwn.result().asInt()).as(ownersOwn.text()).isEqualTo(1);
        assertThat(administrators.result().asInt()).as(administrators.text()).isEqualTo(1);
    }

    @Test
    void call_withoutAToken_isTakenForTheOnlyOneAndRefusedAmongSeveral() throws IOException {
        client.deployed(Packages.fixture(Packages.manifest("demo/sleeper", "0.1.0", "sleep", "instances: {max: 1}")));
        client.call("demo/sleeper", "1");
        Client instance = new Client(URI.create(capability("demo/sleeper")), null);

        Reply idle = instance.call("demo/echo", "1");
        CompletableFuture<Reply> first = sleepFor(60_000, 1);
        Reply only = instance.call("demo/echo", "1");
        CompletableFuture<Reply> second = sleepFor(60_000, 2);
        Reply several = instance.call("demo/echo", "1");
        Reply invented = instance.send(instance.request("/v1/algo/demo/echo", InstanceProtocol.TOKEN, "guessed")
                .POST(BodyPublishers.ofString("1"))
                .build());
        first.cancel(true);
        second.cancel(true);

        assertThat(idle.status()).as(idle.text()).isEqualTo(403);
        assertThat(idle.message()).contains("outside of any call");
        assertThat(only.result().asInt()).as(only.text()).isEqualTo(1);
        assertThat(several.status()).as(several.text()).isEqualTo(403);
        assertThat(several.message()).contains("2 calls are in progress", "concurrency: 1", "token");
        assertThat(invented.status()).isEqualTo(403);
        Waits.until("the abandoned calls are over")
                .until(() -> client.describe("demo/sleeper").stats().inFlight() == 0);
    }

    private CompletableFuture<Reply> sleepFor(int millis, int inFlight) {
        CompletableFuture<Reply> call = client.callAsync("demo/sleeper", Integer.toString(millis));
        Waits.until(inFlight + " calls run").until(() -> client.count("demo/sleeper", "sleep begins") >= 1 + inFlight);
        return call;
    }

    @Test
    void address_ofNoInstance_isRefusedAndAnInstancesReachesNothingElse() throws IOException {
        client.call("demo/sleep", "1");
        String capability = capability("demo/sleep");
        Client guessed = new Client(URI.create(capability.substring(0, capability.length() - 4) + "AAAA"), null);
        Client instance = new Client(URI.create(capability), null);

        assertThat(guessed.call("demo/echo", "1").status()).isEqualTo(401);
        assertThat(instance.get("/v1/functions").status()).isEqualTo(404);
        assertThat(instance.get("/v1/keys").status()).isEqualTo(404);
        assertThat(new Client(URI.create(capability.substring(0, capability.indexOf("/x/"))), null)
                        .get("/v1/functions")
                        .status())
                .isEqualTo(404);
        assertThat(sluice.log()).doesNotContain(capability.substring(capability.lastIndexOf('/') + 1));
    }

    /** The address that the function's only instance was given. */
    private String capability(String function) throws IOException {
        long pid = client.describe(function).instances().getFirst().pid();
        String environment = Files.readString(Path.of("/proc", Long.toString(pid), "environ"));
        return Stream.of(environment.split("\0"))
                .filter(variable -> variable.startsWith("SLUICE_API="))
                .map(variable -> variable.substring("SLUICE_API=".length()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void environment_ofAnInstance_hasNothingOfTheRuntimes() throws IOException {
        client.call("demo/sleep", "1");
        long pid = client.describe("demo/sleep").instances().getFirst().pid();
        String environment = Files.readString(Path.of("/proc", Long.toString(pid), "environ"));

        assertThat(Stream.of(environment.split("\0")).map(variable -> variable.substring(0, variable.indexOf('='))))
                .contains("SLUICE_API", "ALGORITHMIA_API", "SLUICE_FUNCTION", "SLUICE_INSTANCE", "HOME", "PATH")
                .doesNotContain("SLUICE_HOME", "USER", "JAVA_TOOL_OPTIONS");
        assertThat(environment).doesNotContain(sluice.administratorKey());
    }
}
