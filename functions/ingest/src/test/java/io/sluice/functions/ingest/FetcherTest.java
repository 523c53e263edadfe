package io.sluice.functions.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.functions.AlgorithmException;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server on loopback. 127.0.0.1 counts as public here, everything else as what it is. */
class FetcherTest {

    private static final InetAddress SERVER = address("127.0.0.1");
    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger lookups = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Fetcher fetcher = new Fetcher(
            vertx,
            new AddressRules(address -> address.equals(SERVER) || AddressRules.isPublic(address)),
            this::resolve);
    private final Map<String, List<InetAddress>> names = Map.of(
            "public.test", List.of(SERVER),
            "internal.test", List.of(address("10.0.0.7")),
            "mixed.test", List.of(SERVER, address("192.168.0.1")),
            "mapped.test", List.of(address("::ffff:169.254.169.254")));
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(SERVER, 0), 0);
        server.createContext("/text", exchange -> answer(exchange, "text/csv; charset=utf-8", bytes("gr\u00fcn")));
        server.createContext(
                "/latin",
                exchange -> answer(
                        exchange,
                        "text/csv; charset=\"ISO-8859-1\"",
                        "gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1)));
        server.createContext("/odd", exchange -> answer(exchange, "text/csv; charset=klingon", bytes("x")));
        server.createContext("/gzip", exchange -> zipped(exchange, bytes("packed")));
        server.createContext("/bomb", exchange -> zipped(exchange, new byte[5_000_000]));
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void fetch_ofANameThatIsPublic_looksItUpOnceAndConnectsThere() {
        assertThat(fetch("http://public.test:" + port() + "/text")).isEqualTo("gr\u00fcn");
        assertThat(lookups).hasValue(1);
    }

    @Test
    void fetch_redirectedFromPublicToPrivate_isRefused() {
        redirect("/to-name", "http://internal.test/");
        redirect("/to-address", "http://[::ffff:10.0.0.7]/");
        redirect("/to-metadata", "//169.254.169.254/latest/meta-data");
        for (var path : List.of("/to-name", "/to-address")) {
            assertRefused("http://public.test:" + port() + path, "must have a public address, has 10.0.0.7");
        }
        assertRefused("http://public.test:" + port() + "/to-metadata", "has 169.254.169.254");
    }

    @Test
    void fetch_ofANameWithOnePrivateAddress_isRefused() {
        assertRefused(
                "http://mixed.test:" + port() + "/text",
                "host 'mixed.test' must have a public address, has 192.168.0.1");
        assertRefused("http://mapped.test/", "has 169.254.169.254");
    }

    @Test
    void fetch_ofOddSpellingsOfPrivateAddresses_isRefused() {
        for (var host : List.of(
                "0x7f000002",
                "0x7f.0.0.2",
                "0177.0.0.2",
                "134744072",
                "017700000002",
                "2130706434",
                "127.2",
                "127.0.2",
                "%31%32%37.0.0.2",
                "[::ffff:7f00:2]",
                "[::ffff:127.0.0.2]",
                "[0:0:0:0:0:0:0:1]",
                "[::127.0.0.2]",
                "[fe80::1%25lo]",
                "127.0.0.2.",
                "0.0.0.0",
                "[::]")) {
            assertThatThrownBy(() -> fetch("http://" + host + ":" + port() + "/text"))
                    .as(host)
                    .isInstanceOf(AlgorithmException.class)
                    .hasMessageStartingWith("url: ")
                    .hasMessageMatching(".*(must have a public address|must have an address|must name a host).*");
        }
    }

    @Test
    void fetch_ofAnAddressWithAUser_isRefused() {
        for (var address :
                List.of("http://public.test@10.0.0.7/", "http://public.test:80@10.0.0.7/", "http://@10.0.0.7/")) {
            assertThatThrownBy(() -> fetch(address))
                    .as(address)
                    .isInstanceOf(AlgorithmException.class)
                    .hasMessageContaining("must name a host and no user");
        }
    }

    @Test
    void fetch_ofAnUnknownName_namesIt() {
        assertRefused("http://nowhere.test/", "host 'nowhere.test' must have an address, has none");
    }

    @Test
    void fetch_ofANameWhoseLookUpHangs_endsInTime() {
        assertThatThrownBy(() -> fetcher.fetch(URI.create("http://hangs.test/"), budget(SHORT)))
                .hasMessageContaining("'http://hangs.test/' must answer within");
    }

    @Test
    void fetch_thatIsGivenUp_closesItsConnection() throws Exception {
        try (var silent = new ServerSocket(0, 1, SERVER)) {
            var closed = CompletableFuture.runAsync(() -> awaitClose(silent));
            assertThatThrownBy(() -> fetcher.fetch(
                            URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"),
                            budget(Duration.ofSeconds(1))))
                    .hasMessageContaining("must answer within");
            assertThat(closed).succeedsWithin(ENOUGH);
        }
    }

    @Test
    void fetch_ofAnotherCharset_readsIt() {
        assertThat(fetch("http://127.0.0.1:" + port() + "/latin")).isEqualTo("gr\u00fcn");
        assertRefused(
                "http://127.0.0.1:" + port() + "/odd",
                "must answer in a known charset, was 'text/csv; charset=klingon'");
    }

    @Test
    void fetch_ofAPackedBody_unpacksItWithinTheLimit() {
        assertThat(fetch("http://127.0.0.1:" + port() + "/gzip")).isEqualTo("packed");
        assertRefused("http://127.0.0.1:" + port() + "/bomb", "input must have at most 100000 bytes");
    }

    private void assertRefused(String address, String why) {
        assertThatThrownBy(() -> fetch(address))
                .isInstanceOf(AlgorithmException.class)
                .hasMessageContaining(why);
    }

    private String fetch(String address) {
        return fetcher.fetch(URI.create(address), budget(ENOUGH));
    }

    private static Budget budget(Duration time) {
        return new Budget(new Limits(100_000, 10, time), System::nanoTime);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    /** Names are known here or nowhere; literals are what the platform takes them for. */
    private InetAddress[] resolve(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        if (host.equals("hangs.test")) {
            awaitEnd();
        }
        if (names.containsKey(host)) {
            return names.get(host).toArray(InetAddress[]::new);
        }
        if (host.endsWith(".test")) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getAllByName(host);
    }

    private void awaitEnd() {
        try {
            end.await(ENOUGH.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitClose(ServerSocket silent) {
        try (var connection = silent.accept()) {
            connection.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            assertThat(reset).isNotNull();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void redirect(String path, String location) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("location", location);
                exchange.sendResponseHeaders(302, -1);
            }
        });
    }

    private static void zipped(HttpExchange exchange, byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        exchange.getResponseHeaders().add("content-encoding", "gzip");
        answer(exchange, "text/csv", packed.toByteArray());
    }

    private static void answer(HttpExchange exchange, String contentType, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("content-type", contentType);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
