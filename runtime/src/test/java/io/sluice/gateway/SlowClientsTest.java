package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ContentType;
import io.sluice.pool.Answer;
import io.sluice.pool.Payload;
import io.sluice.testing.SmallGateway;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send or read slowly, or go away, over real sockets. */
final class SlowClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CALL = "POST /v1/algo/demo/echo HTTP/1.1\r\nContent-Type: text/plain\r\n";

    @TempDir
    Path folder;

    private SmallGateway gateway;

    @BeforeEach
    void start() {
        gateway = new SmallGateway(folder);
        gateway.runtime.add("demo/echo");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void sender_thatStopsInTheMiddle_isToldSoAndCutOff_andNoInstanceHeardOfIt() throws IOException {
        try (Socket socket = open(CALL + "Content-Length: 10\r\n", "half")) {
            assertThat(text(socket)).startsWith("HTTP/1.1 408 ").contains("after 4 bytes", "client-timeout");
        }
        assertThat(gateway.runtime.functions.calls()).isEmpty();
        assertNothingIsKept();
    }

    @Test
    void sender_thatIsRefusedBeforeItHasSent_isCutOffToo() throws IOException {
        try (Socket socket = open(CALL + "Content-Length: 100000\r\n", "some")) {
            assertThat(text(socket)).startsWith("HTTP/1.1 413 ");
        }
        assertNothingIsKept();
    }

    @Test
    void sender_thatWaitsToBeAsked_isAsked() throws IOException {
        try (Socket socket = open(CALL + "Content-Length: 4\r\nExpect: 100-continue\r\n", "")) {
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(21), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 100 Continue");
            socket.getOutputStream().write("full".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(in.readNBytes(100), StandardCharsets.UTF_8)).contains("HTTP/1.1 200 OK");
        }
    }

    @Test
    void sender_thatGoesAway_leavesNothingBehind() throws IOException {
        open(CALL + "Content-Length: 10\r\n", "half").close();
        assertNothingIsKept();
    }

    @Test
    void reader_thatTakesNothing_isCutOff_andItsInstanceIsFree() throws IOException {
        byte[] large = new byte[300_000];
        gateway.runtime.functions.returns("demo/echo", new Payload(ContentType.BINARY, Buffer.buffer(large)));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            connect(socket);
            // More replies than the sockets hold: one waits in the runtime, and those behind it are not begun.
            String request =
                    head("POST /fn/demo/echo HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n") + "x";
            send(socket, request.repeat(60));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !gateway.runtime.functions.calls().isEmpty());
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            gateway.runtime.pools.snapshot().getFirst().instances())
                    .allSatisfy(instance -> assertThat(instance.inFlight()).isZero()));
            assertThat(gateway.memory.taken()).as("of the reply that waits").isPositive();
            assertNothingIsKept();
            assertThat(gateway.runtime.functions.calls()).hasSizeLessThan(60);
        }
    }

    @Test
    void client_thatGoesAwayWhileItsCallRuns_endsTheCall() throws IOException {
        CompletableFuture<Answer> never = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        gateway.runtime.functions.define(
                "demo/echo",
                _ -> Uni.createFrom().completionStage(never).onCancellation().invoke(() -> cancelled.complete(null)));
        try (Socket socket = open(CALL + "Content-Length: 1\r\n", "x")) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !gateway.runtime.functions.calls().isEmpty());
            assertThat(socket.isConnected()).isTrue();
        }
        cancelled.orTimeout(20, TimeUnit.SECONDS).join();
        assertNothingIsKept();
    }

    @Test
    void unattendedCall_keepsItsRoomUntilItIsOver() {
        CompletableFuture<Answer> later = new CompletableFuture<>();
        gateway.runtime.functions.define("demo/echo", _ -> Uni.createFrom().completionStage(later));

        HttpResponse<String> reply = gateway.post("/v1/algo/demo/echo?output=void", "1");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(gateway.memory.taken()).isPositive();
        later.complete(new Answer.Result(Payload.NOTHING, Map.of()));
        assertNothingIsKept();
    }

    @Test
    void requests_beyondTheMemoryForThem_areRefusedAtOnceWith503AndRetryAfter() {
        CompletableFuture<Answer> later = new CompletableFuture<>();
        gateway.runtime.functions.define("demo/echo", _ -> Uni.createFrom().completionStage(later));
        HttpResponse<String> reply;
        do {
            reply = gateway.post("/v1/algo/demo/echo?output=void", "1");
        } while (reply.statusCode() == 200);

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Retry-After")).contains("1");
        assertThat(reply.body()).contains("sluice.gateway.payloads");
        for (String path : new String[] {"/v1/pipe?step=demo/echo", "/fn/demo/echo", "/v1/events"}) {
            HttpResponse<String> other = gateway.post(path, "1");
            assertThat(other.statusCode()).as(path).isEqualTo(503);
            assertThat(other.headers().firstValue("Retry-After")).as(path).contains("1");
        }
        later.complete(new Answer.Result(Payload.NOTHING, Map.of()));
        assertNothingIsKept();
        assertThat(gateway.post("/v1/algo/demo/echo", "1").statusCode()).isEqualTo(200);
    }

    private void assertNothingIsKept() {
        Awaitility.await().atMost(PATIENCE).until(() -> gateway.memory.taken() == 0);
    }

    private static String text(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Socket open(String head, String body) throws IOException {
        Socket socket = new Socket();
        connect(socket);
        send(socket, head(head) + body);
        return socket;
    }

    private void connect(Socket socket) throws IOException {
        URI address = gateway.address();
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()));
        socket.setSoTimeout(20_000);
    }

    private String head(String head) {
        return head + "Host: test\r\nAuthorization: " + gateway.key + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
