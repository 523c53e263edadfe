package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.api.FunctionStats;
import io.sluice.contract.api.KeySummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More calls than there is capacity for, and clients that take their time: what the others notice of it. */
final class OverloadIT {

    private static final String ONE_AT_A_TIME = "concurrency: 1";
    private static final String ONE_INSTANCE = "instances: {max: 1}";
    private static final String PUBLIC = "permissions: {callability: public}";

    @TempDir
    static Path folder;

    private static Sluice sluice;
    private static Client client;

    /** Clients have two seconds here, and there is memory for two instances. */
    @BeforeAll
    static void start() {
        sluice = Sluice.start(folder, Map.of("SLUICE_GATEWAY_CLIENT_TIMEOUT", "2s", "SLUICE_MEMORY_BUDGET", "400M"));
        client = sluice.administrator();
    }

    @AfterAll
    static void end() {
        sluice.close();
    }

    private static void deploy(String function, String entryPoint, String... more) {
        client.deployed(Packages.fixture(Packages.manifest(function, "0.1.0", entryPoint, more)));
    }

    private static FunctionStats stats(String function) {
        return client.describe(function).stats();
    }

    @Test
    void clientThatStopsSending_isCutOffAndNobodyWaitsForIt() {
        deploy("slow/sender", "echo", ONE_AT_A_TIME, ONE_INSTANCE);
        try (RawConnection sender = new RawConnection(sluice).begin("slow/sender", 1000, "[1,")) {

            Reply reply = client.call("slow/sender", "[2]");
            assertThat(reply.result().toString()).as(reply.text()).isEqualTo("[2]");
            assertThat(stats("slow/sender").inFlight()).isZero();

            assertThat(sender.untilClosed()).contains(" 408 ", "the body came too slowly", "client-timeout");
        }
    }

    @Test
    void clientThatSendsRequestsWithoutWaitingForAnswers_isCutOff() {
        deploy("hasty/sender", "hang", "concurrency: 2", ONE_INSTANCE);
        try (RawConnection sender = new RawConnection(sluice)) {
            for (int i = 0; i < 128; i++) {
                sender.call("hasty/sender", "1");
            }
            Waits.until("the first is running")
                    .until(() -> stats("hasty/sender").inFlight() == 1);

            sender.call("hasty/sender", "1");

            assertThat(sender.untilClosed()).isEmpty();
        }
        Waits.until("the call is over").until(() -> stats("hasty/sender").inFlight() == 0);
    }

    @Test
    void clientThatDoesNotRead_holdsMemoryButNoInstance() {
        deploy("slow/reader", "echo", ONE_AT_A_TIME, ONE_INSTANCE);
        client.call("slow/reader", "1");
        String large = "\"" + "x".repeat(8_000_000) + "\"";
        try (RawConnection reader = new RawConnection(sluice).call("slow/reader", large)) {
            Waits.until("the function has answered")
                    .until(() -> stats("slow/reader").invocations() == 2);

            assertThat(stats("slow/reader").inFlight()).isZero();
            assertThat(client.call("slow/reader", "[2]").result().toString()).isEqualTo("[2]");
            assertThat(payloadBytes()).isGreaterThan(1_000_000);
        }
        Waits.until("the payloads' memory is free").until(() -> payloadBytes() == 0);
    }

    private static double payloadBytes() {
        return client.get("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("sluice_payload_bytes"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void clientThatLeaves_leavesTheQueueToo() {
        deploy("slow/queue", "sleep", ONE_AT_A_TIME, ONE_INSTANCE);
        client.call("slow/queue", "1");
        CompletableFuture<Reply> running = client.callAsync("slow/queue", "60000");
        Waits.until("one runs").until(() -> stats("slow/queue").inFlight() == 1);
        try (RawConnection waiting = new RawConnection(sluice).call("slow/queue", "1")) {
            Waits.until("one waits").until(() -> stats("slow/queue").queued() == 1);
        }

        Waits.until("nobody waits any more").until(() -> stats("slow/queue").queued() == 0);
        running.cancel(true);
        Waits.until("nobody runs").until(() -> stats("slow/queue").inFlight() == 0);

        assertThat(client.call("slow/queue", "1").result().asText()).isEqualTo("slept 1 ms");
        assertThat(client.count("slow/queue", "sleep begins")).isEqualTo(3);
    }

    @Test
    void callersTakeTurns_howeverMuchOneOfThemSends() {
        deploy("fair/turns", "sleep", ONE_AT_A_TIME, ONE_INSTANCE, PUBLIC);
        client.call("fair/turns", "1");
        Client modest = client.withKey(String.valueOf(client.post("/v1/keys", Client.JSON, "{\"user\":\"modest\"}")
                .as(KeySummary.class)
                .key()));
        try (Flood flood = new Flood(client, "fair/turns", "5", 40)) {
            Waits.until("the greedy one is served").until(() -> flood.answered() > 20);

            long before = flood.answered();
            IntStream.range(0, 20).forEach(i -> assertThat(
                            modest.call("fair/turns", "5").result().asText())
                    .isEqualTo("slept 5 ms"));

            // In turns it is about one to one; in the order of arrival each call would wait for forty others.
            assertThat(flood.answered() - before).isLessThan(20 * 10);
        }
    }

    @Test
    void functionThatIsCalledAllTheTime_leavesMemoryForAnother() {
        deploy("share/hot", "sleep", ONE_AT_A_TIME, "instances: {max: 8}");
        deploy("share/cool", "sleep");
        try (Flood flood = new Flood(client, "share/hot", "20", 16)) {
            Waits.until("the hot one has all the memory, and wants more")
                    .until(() -> client.describe("share/hot").instances().size() > 2);

            assertThat(client.call("share/cool", "1").result().asText()).isEqualTo("slept 1 ms");
            long before = flood.answered();
            Waits.until("the hot one goes on").until(() -> flood.answered() > before + 20);
        }
    }

    @Test
    void deployOntoANodeFullOfIdleInstances_isTriedAllTheSame() {
        for (String function : List.of("idle/one", "idle/two")) {
            deploy(function, "echo");
            client.call(function, "1");
        }
        byte[] broken = Packages.text(
                "name: full/node\nruntime: python\npackage: .\nmemory: 192MiB\n",
                Map.of("app/main.py", "def apply(input):\n    return input\n\n\nraise ValueError('no model')\n"));

        Reply reply = client.deploy(broken);

        assertThat(reply.status()).as(reply.text()).isEqualTo(409);
        assertThat(reply.message()).contains("does not start", "no model");
    }

    @Test
    void tenTimesTheLoad_isServedOrRefusedAndLeavesNothingBehind() {
        deploy("over/load", "sleep", ONE_AT_A_TIME, ONE_INSTANCE, "queue: 10");
        client.call("over/load", "1");

        List<Reply> replies;
        try (Flood flood = new Flood(client, "over/load", "20", 100)) {
            Waits.until("a hundred are served").until(() -> flood.answered() >= 100);
            replies = flood.refused();
        }

        assertThat(replies).isNotEmpty().allSatisfy(reply -> {
            assertThat(reply.status()).as(reply.text()).isEqualTo(429);
            assertThat(reply.header("Retry-After")).matches("[1-9]\\d*");
            assertThat(reply.message()).contains("over/load");
        });
        Waits.until("nothing is left")
                .until(() ->
                        stats("over/load").inFlight() == 0 && stats("over/load").queued() == 0);
        assertThat(client.call("over/load", "1").result().asText()).isEqualTo("slept 1 ms");
        assertThat(sluice.errors()).isEmpty();
    }
}
