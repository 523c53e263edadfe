package io.sluice.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.accounts.Rights;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.testing.OneInstance;
import io.sluice.testing.SmallGateway;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** Data as functions see it: on behalf of whoever called them. */
final class DataInsideTest {

    @TempDir
    private Path folder;

    private final OneInstance instance = new OneInstance();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private SmallGateway gateway;
    private URI address;
    private String administrator;

    @BeforeEach
    void open() {
        gateway = new SmallGateway(folder);
        address = gateway.inside(instance, instance);
        gateway.runtime.add("demo/parent");
        administrator = gateway.keys.create("root", "", Rights.SUPERUSER).key();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private record Running(Call call, CompletableFuture<HttpResponse<String>> reply) {
        String token() {
            return call.token();
        }
    }

    /** Has {@code demo/parent} called with that key; its call goes on until {@link #answer} is there. */
    private Running running(String key) {
        CompletableFuture<Call> arrived = new CompletableFuture<>();
        gateway.runtime.functions.define("demo/parent", call -> {
            arrived.complete(call);
            return Uni.createFrom().completionStage(answer);
        });
        CompletableFuture<HttpResponse<String>> reply = gateway.client()
                .sendAsync(
                        gateway.bare("/v1/algo/demo/parent")
                                .header("Authorization", "Simple " + key)
                                .POST(BodyPublishers.ofString("1"))
                                .build(),
                        BodyHandlers.ofString());
        return new Running(arrived.orTimeout(10, TimeUnit.SECONDS).join(), reply);
    }

    private void end(Running running) {
        answer.complete(new Answer.Result(Payload.NOTHING, Map.of()));
        assertThat(running.reply().join().statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> inside(Running running, String method, String path, String body) {
        return gateway.send(HttpRequest.newBuilder(address.resolve("/x/secret/v1/data/" + path))
                .header("sluice-token", running.token())
                .method(method, BodyPublishers.ofString(body)));
    }

    private int status(Running running, String method, String path) {
        return inside(running, method, path, "x").statusCode();
    }

    private void outside(String key, String method, String path, String body) {
        assertThat(gateway.send(gateway.bare("/v1/data/" + path)
                                .header("Authorization", "Simple " + key)
                                .method(method, BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(200);
    }

    private void collection(String key, String owner, String acl) {
        outside(key, "POST", owner, "{\"name\":\"box\",\"acl\":{\"read\":" + acl + "}}");
        outside(key, "PUT", owner + "/box/a", "hello");
    }

    @Test
    void my_isTheCaller() {
        Running running = running(administrator);

        assertThat(inside(running, "POST", ".my", "{\"name\":\"box\"}").body())
                .isEqualTo("{\"result\":\"data://root/box\"}");
        assertThat(status(running, "PUT", ".my%2Fbox%2Fa")).isEqualTo(200);
        assertThat(inside(running, "GET", ".my/box/a", "").body()).isEqualTo("x");
        assertThat(inside(running, "GET", "", "").body()).isEqualTo("{\"folders\":[{\"name\":\"root\"}]}");
    }

    @Test
    void administratorsFunction_getsNoAccountButTheAdministratorsOwn() {
        collection(gateway.key, "demo", "[\"algo://.my/*\"]");
        collection(administrator, "other", "[\"algo://.my/*\"]");
        Running running = running(administrator);

        assertThat(status(running, "GET", "demo/box/a"))
                .as("open to functions of its owner")
                .isEqualTo(200);
        assertThat(status(running, "PUT", "demo/box/a")).isEqualTo(403);
        assertThat(status(running, "DELETE", "demo/box/a")).isEqualTo(403);
        assertThat(status(running, "GET", "other/box/a")).isEqualTo(403);
        assertThat(status(running, "PUT", "other/box/a")).isEqualTo(403);
        assertThat(inside(running, "GET", "other", "").body()).isEqualTo("{}");
    }

    @Test
    void closedCollection_isReadByWhatItsOwnerCalls_notByOthersCalls() {
        collection(gateway.key, "demo", "[]");

        assertThat(status(running(gateway.key), "GET", "demo/box/a")).isEqualTo(200);
        assertThat(status(running(administrator), "GET", "demo/box/a")).isEqualTo(403);
    }

    @Test
    void algo_isTheFunctionsOwn_forTheCaller() {
        Running running = running(administrator);

        assertThat(inside(running, "PUT", ".algo/perm/f", "x").body())
                .isEqualTo("{\"result\":\"data://.algo/demo/parent/perm/f\"}");
        assertThat(inside(running, "GET", ".algo/demo/parent/perm/f", "").body())
                .isEqualTo("x");
        assertThat(inside(running, "GET", ".algo/perm?acl=true", "").body()).doesNotContain("acl");
        outside(administrator, "GET", ".algo/demo/parent/perm/f", "");
        assertThat(status(running(gateway.key), "GET", ".algo/perm/f")).isEqualTo(404);
    }

    @Test
    void session_goesWhenTheCallEnds() {
        Running running = running(gateway.key);
        assertThat(inside(running, "PUT", ".session/f", "x").body()).isEqualTo("{\"result\":\"data://.session/f\"}");
        assertThat(inside(running, "GET", ".session%2Ff", "").body()).isEqualTo("x");
        assertThat(inside(running, "GET", ".session", "").body()).contains("\"filename\":\"f\"");

        end(running);

        awaitNoSession();
        assertThat(status(running, "GET", ".session/f")).isEqualTo(403);
    }

    @Test
    void upload_thatCommitsWhenTheSessionIsOver_isRefused_andLeavesNothing() throws IOException {
        Running running = running(gateway.key);
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("PUT /x/secret/v1/data/.session/f HTTP/1.1\r\nHost: localhost\r\nsluice-token: "
                            + running.token() + "\r\nContent-Length: 3\r\n\r\nab")
                    .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await()
                    .until(() ->
                            Files.list(folder.resolve("data/parts")).findAny().isPresent());
            end(running);
            awaitNoSession();

            out.write('c');

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 403");
        }
        awaitNoSession();
        Awaitility.await()
                .until(() -> Files.list(folder.resolve("data/parts")).findAny().isEmpty());
    }

    private void awaitNoSession() {
        Path sessions = folder.resolve("data/session");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !Files.exists(sessions)
                        || Files.list(sessions).findAny().isEmpty());
    }

    @Test
    void resultThatUsedTheCallersData_isNotKept() {
        collection(gateway.key, "demo", "[\"user://*\"]");
        gateway.runtime.add("demo/open", "cache: {ttl: 60s}");
        gateway.runtime.add("demo/own", "cache: {ttl: 60s}");
        reads("demo/open", "demo/box/a");
        reads("demo/own", ".my/box");

        for (String function : new String[] {"demo/open", "demo/own"}) {
            gateway.post("/v1/algo/" + function, "1");
        }

        assertThat(gateway.post("/v1/algo/demo/open", "1").headers().firstValue("Age"))
                .isPresent();
        assertThat(gateway.post("/v1/algo/demo/own", "1").headers().firstValue("Age"))
                .isEmpty();
    }

    private void reads(String function, String path) {
        gateway.runtime.functions.define(function, call -> Uni.createFrom()
                .completionStage(gateway.client()
                        .sendAsync(
                                HttpRequest.newBuilder(address.resolve("/x/secret/v1/data/" + path))
                                        .header("sluice-token", call.token())
                                        .build(),
                                BodyHandlers.ofString()))
                .invoke(reply -> assertThat(reply.statusCode()).isEqualTo(200))
                .map(reply -> new Answer.Result(Payload.NOTHING, Map.of())));
    }
}
