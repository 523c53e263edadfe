package io.sluice.functions.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server on loopback. */
class IngestFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private String base;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/tweets", exchange -> answer(exchange, 200, "text\nhello\n"));
        server.createContext("/gone", exchange -> answer(exchange, 404, "no"));
        server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(5000)));
        server.createContext("/moved", exchange -> redirect(exchange, "/tweets"));
        server.createContext("/circle", exchange -> redirect(exchange, "/circle"));
        server.createContext("/file", exchange -> redirect(exchange, "file:///etc/hostname"));
        server.createContext("/never", exchange -> {});
        server.createContext("/2/users/by/username/ann", exchange -> api(exchange, "{\"data\":{\"id\":\"42\"}}"));
        server.createContext("/2/users/by/username/nobody", exchange -> api(exchange, "{\"errors\":[]}"));
        server.createContext("/2/users/42/tweets", exchange -> {
            boolean second = exchange.getRequestURI().getQuery().contains("pagination_token=p2");
            api(
                    exchange,
                    second
                            ? "{\"data\":[{\"id\":\"2\",\"text\":\"b\"}],\"meta\":{}}"
                            : "{\"data\":[{\"id\":\"1\",\"text\":\"a\",\"created_at\":\"2026-01-01\"}],\"meta\":{\"next_token\":\"p2\"}}");
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void ingest_ofAnAddress_readsIt() throws Exception {
        assertThat(fetch(true, "/tweets")).containsExactly(new Tweet("1", "hello", null, null));
    }

    @Test
    void ingest_ofARedirect_followsIt() throws Exception {
        assertThat(fetch(true, "/moved")).hasSize(1);
    }

    @Test
    void ingest_ofARedirectToAFile_isRefused() {
        assertThatThrownBy(() -> fetch(true, "/file")).hasMessage("url: scheme must be http or https, was 'file'");
    }

    @Test
    void ingest_ofEndlessRedirects_ends() {
        assertThatThrownBy(() -> fetch(true, "/circle")).hasMessageContaining("must end within 5 redirects");
    }

    @Test
    void ingest_ofAFailure_namesStatus() {
        assertThatThrownBy(() -> fetch(true, "/gone")).hasMessageContaining("must answer 200, answered 404");
    }

    @Test
    void ingest_ofTooMuch_namesTheLimit() {
        assertThatThrownBy(() -> fetch(true, "/large"))
                .hasMessage("input must have at most 1000 bytes (INGEST_MAX_BYTES), has more");
    }

    @Test
    void ingest_ofAServerThatNeverAnswers_givesUp() {
        assertThatThrownBy(() -> fetch(true, "/never")).hasMessageContaining("must answer within");
    }

    @Test
    void ingest_ofPrivateAddresses_isRefusedInEverySpelling() {
        int port = server.getAddress().getPort();
        for (var host : List.of("127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0")) {
            assertThatThrownBy(() -> ingest(false, "{\"url\":\"http://" + host + ":" + port + "/tweets\"}"))
                    .as(host)
                    .hasMessageContaining("must have a public address");
        }
    }

    @Test
    void ingest_ofAUser_readsAllPages() throws Exception {
        assertThat(ingest(true, "{\"user\":\"@ann\"}"))
                .containsExactly(new Tweet("1", "a", null, "2026-01-01"), new Tweet("2", "b", null, null));
    }

    @Test
    void ingest_ofAnUnknownUser_namesIt() {
        assertThatThrownBy(() -> ingest(true, "{\"user\":\"nobody\"}"))
                .hasMessage("user: 'nobody' must exist, the API knows none");
    }

    @Test
    void ingest_ofAUserWithoutToken_namesTheSecret() {
        var function = function(true, Optional.empty());
        assertThatThrownBy(() -> function.read(new Source.User("ann"))).hasMessageContaining("X_BEARER_TOKEN");
    }

    @Test
    void ingest_ofTheBody_readsIt() throws Exception {
        assertThat(ingest(false, "\"neutral\\tfine\"")).containsExactly(new Tweet("1", "fine", "neutral", null));
        assertThat(ingest(false, "[{\"text\":\"a\"}]")).containsExactly(new Tweet("1", "a", null, null));
    }

    @Test
    void ingest_ofSomethingElse_saysWhatItTakes() {
        assertThatThrownBy(() -> ingest(false, "{\"uri\":1}")).hasMessageStartingWith("input must be text");
        assertThatThrownBy(() -> ingest(false, "null")).hasMessageEndingWith("was null");
        assertThatThrownBy(() -> function(false, Optional.empty()).ingest(null)).hasMessageEndingWith("was nothing");
    }

    private List<Tweet> fetch(boolean allowPrivate, String path) throws IOException {
        return ingest(allowPrivate, "{\"url\":\"" + base + path + "\"}");
    }

    private List<Tweet> ingest(boolean allowPrivate, String json) throws IOException {
        return function(allowPrivate, Optional.of("secret")).ingest(JSON.readTree(json));
    }

    private IngestFunction function(boolean allowPrivate, Optional<String> token) {
        return new IngestFunction(vertx, allowPrivate, 1000, 10, 2, base, token);
    }

    private static void api(HttpExchange exchange, String body) throws IOException {
        boolean known = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("authorization"));
        answer(exchange, known ? 200 : 401, body);
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("location", location);
        answer(exchange, 302, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
