package io.sluice.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.sluice.accounts.KeyKind;
import io.sluice.accounts.Rights;
import io.sluice.testing.SmallGateway;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of Algorithmia's data API, row by row, over HTTP. */
final class DataFaceTest {

    @TempDir
    private Path folder;

    private SmallGateway gateway;

    @BeforeEach
    void open() {
        gateway = new SmallGateway(folder);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = gateway.request(path).method(method, BodyPublishers.ofString(body));
        return gateway.send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = gateway.request(path).GET();
        return gateway.send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> head(String path) {
        return gateway.send(gateway.request(path).method("HEAD", BodyPublishers.noBody()));
    }

    private HttpResponse<String> delete(String path) {
        return gateway.send(gateway.request(path).DELETE());
    }

    private void box() {
        assertThat(send("POST", "/v1/data/.my", "{\"name\":\"box\"}").statusCode())
                .isEqualTo(200);
    }

    private static String header(HttpResponse<String> reply, String name) {
        return reply.headers().firstValue(name).orElse("");
    }

    @Test
    void collection_isMadeOnce() {
        HttpResponse<String> made = send("POST", "/v1/data/.my", "{\"name\":\"box\",\"acl\":{\"read\":[]}}");

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).isEqualTo("{\"result\":\"data://demo/box\"}");
        assertThat(get("/v1/data/.my/box?acl=true").body()).isEqualTo("{\"acl\":{\"read\":[]}}");
        assertThat(send("POST", "/v1/data/demo", "box", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void accessList_isChanged() {
        box();
        assertThat(get("/v1/data/.my/box?acl=true").body()).isEqualTo("{\"acl\":{\"read\":[\"algo://.my/*\"]}}");

        HttpResponse<String> changed = send("PATCH", "/v1/data/.my/box", "{\"acl\":{\"read\":[\"user://*\"]}}");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).isEmpty();
        assertThat(get("/v1/data/.my/box?acl=true").body()).isEqualTo("{\"acl\":{\"read\":[\"user://*\"]}}");
        HttpResponse<String> refused = send("PATCH", "/v1/data/.my/box", "{\"acl\":{\"read\":[null]}}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("'null'");
        assertThat(send("PATCH", "/v1/data/.my/none", "{\"acl\":{\"read\":[]}}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void directory_isListed_withoutWhatIsEmpty() {
        box();
        assertThat(get("/v1/data/.my/box").body()).isEqualTo("{}");
        send("PUT", "/v1/data/.my/box/a.txt", "hello");

        HttpResponse<String> files = get("/v1/data/.my/box");

        assertThat(header(files, "X-Data-Type")).isEqualTo("directory");
        assertThat(header(files, "Content-Type")).isEqualTo("application/json");
        assertThat(files.body())
                .matches("\\{\"files\":\\[\\{\"filename\":\"a.txt\",\"size\":5,\"last_modified\":"
                        + "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"}]}");
        assertThat(get("/v1/data/.my").body()).isEqualTo("{\"folders\":[{\"name\":\"box\"}]}");
        assertThat(get("/v1/data/").body()).isEqualTo("{\"folders\":[{\"name\":\"demo\"}]}");
        assertThat(get("/v1/data").body()).isEqualTo("{\"folders\":[{\"name\":\"demo\"}]}");
    }

    @Test
    void directory_isListedByThePage() {
        box();
        for (int i = 0; i < 1001; i++) {
            send("PUT", "/v1/data/.my/box/f" + (1000 + i), "");
        }

        String first = get("/v1/data/.my/box").body();
        String marker = first.replaceAll("(?s).*\"marker\":\"([^\"]+)\".*", "$1");
        String second = get("/v1/data/.my/box?marker=" + marker).body();

        assertThat(first.split("filename", -1)).hasSize(1001);
        assertThat(second).startsWith("{\"files\":[{\"filename\":\"f2000\"").doesNotContain("marker");
        HttpResponse<String> bad = get("/v1/data/.my/box?marker=*");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("\"code\":5002");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/data/.my/box/a b.txt",
                "/v1/data/demo/box/a%20b.txt",
                "/v1/data/.my%2Fbox%2Fa+b.txt",
                "/v1/data/%2Fdemo%2Fbox%2Fa%20b.txt",
                "/v1/connector/data/.my/box/a%20b.txt",
                "/v1/connector/data/.my%2Fbox%2Fa+b.txt",
                "/v1/data/data%3A%2F%2F.my%2Fbox%2Fa+b.txt",
                "/v1/data/.my/box/a%20b.txt/",
            })
    void file_isTheSame_inEverySpellingOfItsPath(String path) {
        box();

        HttpResponse<String> put = send("PUT", path.replace(" ", "%20"), "hello");

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.body()).isEqualTo("{\"result\":\"data://demo/box/a b.txt\"}");
        assertThat(get("/v1/data/.my/box/a%20b.txt").body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, text/plain",
        "application/json, application/json",
        "application/octet-stream, application/octet-stream",
        "'application/json, text/plain;q=0.5', application/json",
        "'text/html, */*', application/octet-stream",
        "*/*, application/octet-stream",
    })
    void file_isOfTheTypeThatWasAskedFor(String accept, String type) {
        box();
        send("PUT", "/v1/data/.my/box/a", "hello", "Content-Type", "application/json");

        HttpResponse<String> file = get("/v1/data/.my/box/a", "Accept", accept);

        assertThat(file.body()).isEqualTo("hello");
        assertThat(header(file, "Content-Type")).isEqualTo(type);
        assertThat(header(file, "X-Data-Type")).isEqualTo("file");
        assertThat(header(file, "Content-Length")).isEqualTo("5");
    }

    @Test
    void head_saysWhatGetWould() {
        box();
        send("PUT", "/v1/data/.my/box/a", "hello");

        HttpResponse<String> file = head("/v1/data/.my/box/a");
        HttpResponse<String> directory = head("/v1/data/.my%2Fbox");
        HttpResponse<String> missing = head("/v1/data/.my/box/b");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "X-Data-Type")).isEqualTo("file");
        assertThat(header(file, "Content-Length")).isEqualTo("5");
        assertThat(directory.statusCode()).isEqualTo(200);
        assertThat(header(directory, "X-Data-Type")).isEqualTo("directory");
        assertThat(header(directory, "Content-Length"))
                .isEqualTo(Integer.toString(get("/v1/data/.my/box").body().length()));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(header(missing, "X-Error-Message")).isEqualTo("path not found");
        assertThat(head("/v1/data/.my/none").statusCode()).isEqualTo(404);
        assertThat(get("/v1/data/.my/box/a").body())
                .as("the connection is in order")
                .isEqualTo("hello");
    }

    @Test
    void part_isSentWhereOneIsAskedFor() {
        box();
        send("PUT", "/v1/data/.my/box/a", "0123456789");
        String path = "/v1/data/.my/box/a";
        String tag = header(get(path), "ETag");

        HttpResponse<String> part = get(path, "Range", "bytes=2-4");
        HttpResponse<String> nowhere = get(path, "Range", "bytes=10-");

        assertThat(header(get(path), "Accept-Ranges")).isEqualTo("bytes");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(nowhere.statusCode()).isEqualTo(416);
        assertThat(header(nowhere, "Content-Range")).isEqualTo("bytes */10");
        assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get(path, "Range", "bytes=2-4", "If-Range", tag).statusCode())
                .isEqualTo(206);
        send("PUT", path, "abcdefghij");
        assertThat(get(path, "If-None-Match", tag).body()).isEqualTo("abcdefghij");
        assertThat(get(path, "Range", "bytes=2-4", "If-Range", tag).body()).isEqualTo("abcdefghij");
    }

    @Test
    void deletion_saysHowMuchIsGone() {
        box();
        assertThat(delete("/v1/data/.my/box").body()).isEqualTo("{\"result\":{\"deleted\":1}}");
        box();
        send("PUT", "/v1/data/.my/box/a", "1");
        send("PUT", "/v1/data/.my/box/b", "1");
        send("PUT", "/v1/data/.my/box/c", "1");
        assertThat(delete("/v1/data/.my/box/a").body()).isEqualTo("{\"result\":{\"deleted\":1}}");
        HttpResponse<String> missing = delete("/v1/data/.my/box/a");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("\"message\":\"path not found\"");

        HttpResponse<String> full = delete("/v1/data/.my/box?force=false");

        assertThat(full.statusCode()).isEqualTo(400);
        assertThat(full.body())
                .contains("\"message\":\"data://demo/box is not empty")
                .contains("\"deleted\":0");
        assertThat(delete("/v1/data/.my/box?force=true").body()).isEqualTo("{\"result\":{\"deleted\":2}}");
        assertThat(delete("/v1/data/.my/box").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/data/.my/none/a, 404",
        "GET, /v1/data/.my/none, 404",
        "GET, /v1/data/.my/none/a, 404",
        "GET, /v1/data/other/box, 403",
        "GET, /v1/data/other/box/a, 403",
        "PUT, /v1/data/other/box/a, 403",
        "DELETE, /v1/data/other/box, 403",
        "PUT, /v1/data/.my/box/a/b, 400",
        "PUT, /v1/data/.my/box, 400",
        "PUT, /v1/data/.my/box/%2e%2e, 400",
        "GET, /v1/data/.session/a, 400",
        "GET, /v1/data/s3%3A%2F%2Fbucket%2Fkey, 404",
        "GET, /v1/connector/s3/bucket/key, 404",
        "DELETE, /v1/data/.my, 400",
        "DELETE, /v1/data/, 400",
        "POST, /v1/data/.my, 400",
        "POST, /v1/data/.my/box, 400",
        "PATCH, /v1/data/.my, 400",
        "OPTIONS, /v1/data/.my, 405",
    })
    void whatCannotBe_isRefused(String method, String path, int status) {
        HttpResponse<String> refused = send(method, path, "x");

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(header(refused, "X-Error-Message")).isNotEmpty();
        assertThat(refused.body()).startsWith("{\"error\":{\"message\":\"");
    }

    @Test
    void key_mayNoMoreThanItsRights() {
        box();
        send("PUT", "/v1/data/.my/box/a", "1");
        String reading = key(true, false);
        String none = key(false, false);

        assertThat(with(reading, "GET", "/v1/data/.my/box/a")).isEqualTo(200);
        assertThat(with(reading, "PUT", "/v1/data/.my/box/a")).isEqualTo(403);
        assertThat(with(reading, "DELETE", "/v1/data/.my/box/a")).isEqualTo(403);
        assertThat(with(none, "GET", "/v1/data/.my/box/a")).isEqualTo(403);
        assertThat(with(none, "GET", "/v1/data/.my")).isEqualTo(403);
        assertThat(with(none, "GET", "/v1/data/")).isEqualTo(403);
        assertThat(gateway.send(gateway.bare("/v1/data/.my/box/a")).statusCode())
                .isEqualTo(401);
    }

    private String key(boolean reads, boolean writes) {
        return gateway.keys
                .create("demo", "", new Rights(KeyKind.ALGORITHM, List.of(), reads, writes, false, null))
                .key();
    }

    private int with(String key, String method, String path) {
        return gateway.send(gateway.bare(path)
                        .header("Authorization", "Simple " + key)
                        .method(method, BodyPublishers.noBody()))
                .statusCode();
    }

    @Test
    void openCollection_isReadByOthers() {
        box();
        send("PUT", "/v1/data/.my/box/a", "1");
        String other = gateway.keys.create("bob", "", Rights.OWN).key();
        assertThat(with(other, "GET", "/v1/data/demo/box/a")).isEqualTo(403);

        send("PATCH", "/v1/data/.my/box", "{\"acl\":{\"read\":[\"user://*\"]}}");

        assertThat(with(other, "GET", "/v1/data/demo/box/a")).isEqualTo(200);
        assertThat(with(other, "PUT", "/v1/data/demo/box/a")).isEqualTo(403);
    }

    @Test
    void largeFile_comesBackAsItWas_andIsCounted() {
        box();
        // Of many pieces, the last of them short.
        String file = "0123456789".repeat(150_001);

        send("PUT", "/v1/data/.my/box/a", file);

        assertThat(get("/v1/data/.my/box/a").body()).isEqualTo(file);
        assertThat(get("/v1/data/.my/box/a", "Range", "bytes=1000005-").body()).isEqualTo(file.substring(1_000_005));
        assertThat(gateway.traffic.bytesIn()).isEqualTo(1_500_010);
        assertThat(gateway.traffic.bytesOut()).isEqualTo(1_500_010 + 500_005);
    }

    @Test
    void clientThatLeavesADownload_holdsNoMemory() throws IOException {
        box();
        send("PUT", "/v1/data/.my/box/a", "x".repeat(8_000_000));
        long before = piecesInMemory();

        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket("127.0.0.1", gateway.address().getPort())) {
                socket.getOutputStream()
                        .write(("GET /v1/data/.my/box/a HTTP/1.1\r\nHost: localhost\r\nAuthorization: Simple "
                                        + gateway.key + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
            }
        }

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(gateway.traffic.underWay()).isZero();
            assertThat(piecesInMemory()).isLessThan(before + 10);
        });
    }

    private static long piecesInMemory() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    private Path parts() {
        return folder.resolve("data/parts");
    }

    private Socket upload(String length, String body) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.address().getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("PUT /v1/data/.my/box/a HTTP/1.1\r\nHost: localhost\r\nAuthorization: Simple " + gateway.key + "\r\n"
                        + length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void clientThatGoesAway_leavesNothing() throws IOException {
        box();
        try (Socket socket = upload("Content-Length: 1000000", "begun")) {
            awaitParts(1);
            socket.setSoLinger(true, 0);
        }
        awaitParts(0);
        try (Socket socket = upload("Transfer-Encoding: chunked", "5\r\nbegun\r\n")) {
            awaitParts(1);
        }
        awaitParts(0);

        assertThat(get("/v1/data/.my/box").body()).isEqualTo("{}");
    }

    @Test
    void clientThatStalls_isToldSo_andLeavesNothing() throws IOException {
        box();
        try (Socket socket = upload("Content-Length: 1000000", "begun")) {
            socket.setSoTimeout(10_000);
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        }
        awaitParts(0);
    }

    private void awaitParts(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            try (var parts = Files.list(parts())) {
                return parts.count() == count;
            }
        });
    }
}
