package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.fixtures.bucket.BucketServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real runtime whose data is in a bucket of a real server. */
final class DataS3IT {

    private static final String SECRET = "hush-" + UUID.randomUUID();
    private static final int PART = 5 << 20;

    @TempDir
    private static Path folder;

    private static BucketServer server;
    private static Sluice sluice;
    private static Client client;

    private final String box = "/v1/data/.my/" + UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        server = BucketServer.start(Files.createDirectory(folder.resolve("bucket")));
        sluice = Sluice.start(
                folder,
                Map.of(
                        "SLUICE_DATA_STORE", "s3",
                        "SLUICE_DATA_S3_ENDPOINT", server.address().toString(),
                        "SLUICE_DATA_S3_BUCKET", BucketServer.BUCKET,
                        "SLUICE_DATA_S3_PREFIX", "sluice",
                        "SLUICE_DATA_S3_PATH_STYLE", "true",
                        "SLUICE_DATA_S3_ACCESS_KEY", "access",
                        "SLUICE_DATA_S3_SECRET_KEY", SECRET));
        client = sluice.administrator();
    }

    @AfterAll
    static void stop() {
        sluice.close();
        server.close();
    }

    @BeforeEach
    void make() {
        Reply made = client.post(
                "/v1/data/.my", Client.JSON, "{\"name\":\"" + box.substring("/v1/data/.my/".length()) + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
    }

    private Reply put(String name, String text) {
        return client.send(client.request(box + "/" + name)
                .PUT(BodyPublishers.ofString(text))
                .build());
    }

    @Test
    void files_areInTheBucket_andNotHere() {
        assertThat(put("a", "hello").status()).isEqualTo(200);

        assertThat(client.get(box + "/a").text()).isEqualTo("hello");
        assertThat(client.get(box + "/a", "Range", "bytes=1-3").text()).isEqualTo("ell");
        assertThat(bucket("list-type=2")).contains("<Key>sluice/files/admin/").contains("/a</Key>");
        assertThat(sluice.home().resolve("data")).doesNotExist();
        assertThat(client.delete(box + "/a").text()).isEqualTo("{\"result\":{\"deleted\":1}}");
        assertThat(client.get(box + "/a").status()).isEqualTo(404);
        assertThat(client.delete(box).status()).isEqualTo(200);
        assertThat(client.get(box).status()).isEqualTo(404);
        assertThat(sluice.log()).doesNotContain(SECRET);
    }

    /** What the server says of the bucket, or of what is asked about it. */
    private static String bucket(String query) {
        URI uri = URI.create(server.address() + "/" + BucketServer.BUCKET + "?" + query);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Test
    void accessList_isKept() {
        Reply changed = client.send(client.request(box)
                .header("Content-Type", Client.JSON)
                .method("PATCH", BodyPublishers.ofString("{\"acl\":{\"read\":[\"user://*\"]}}"))
                .build());

        assertThat(changed.status()).isEqualTo(200);
        assertThat(client.get(box + "?acl=true").text()).contains("{\"read\":[\"user://*\"]}");
    }

    @Test
    void manyFiles_areListedByThePage() {
        for (int i = 0; i < 1100; i++) {
            assertThat(put("f" + (10_000 + i), "").status()).isEqualTo(200);
        }

        Reply first = client.get(box);
        Reply second = client.get(box + "?marker=" + first.json().path("marker").asText());

        assertThat(first.json().path("files")).hasSize(1000);
        assertThat(second.json().path("files")).hasSize(100);
        assertThat(second.json().has("marker")).isFalse();
        assertThat(client.delete(box).status()).isEqualTo(400);
        assertThat(client.delete(box + "?force=true")
                        .json()
                        .path("result")
                        .path("deleted")
                        .asInt())
                .isEqualTo(1100);
    }

    @Test
    void largeFile_goesThroughASmallHeap_unchanged() throws Exception {
        long size = Long.getLong("sluice.large.mib", 300) << 20;
        CRC32 sent = new CRC32();
        InputStream bytes = new CheckedInputStream(new Counting(size), sent);

        Reply put = client.send(client.request(box + "/large")
                .timeout(Duration.ofMinutes(20))
                .PUT(BodyPublishers.ofInputStream(() -> bytes))
                .build());

        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(checksum(box + "/large", size)).isEqualTo(sent.getValue());
        assertThat(sluice.errors()).isEmpty();
        assertThat(client.delete(box + "/large").status()).isEqualTo(200);
    }

    private static long checksum(String path, long size) throws IOException, InterruptedException {
        CRC32 checksum = new CRC32();
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream body = new CheckedInputStream(
                        http.send(client.request(path).build(), BodyHandlers.ofInputStream())
                                .body(),
                        checksum)) {
            assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(size);
        }
        return checksum.getValue();
    }

    @Test
    void clientThatGoesAway_leavesNothingInTheBucket() throws IOException {
        URI address = sluice.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String head = "PUT " + box + "/half HTTP/1.1\r\nHost: x\r\nAuthorization: Simple "
                    + sluice.administratorKey() + "\r\nContent-Length: " + 10L * PART + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[2 * PART + 1]);
            socket.getOutputStream().flush();
            Waits.until("a part is in the bucket").until(() -> bucket("uploads").contains("/half</Key>"));
        }

        Waits.until("the part is gone").until(() -> !bucket("uploads").contains("/half</Key>"));
        assertThat(client.get(box + "/half").status()).isEqualTo(404);
    }

    @Test
    void serverThatIsGone_isNamed_andUsedAgainWhenItIsBack() {
        assertThat(put("a", "1").status()).isEqualTo(200);
        server.close();
        Reply refused = client.get(box + "/a");
        server = BucketServer.start(folder.resolve("bucket"), server.address().getPort());

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text())
                .contains("bucket '" + BucketServer.BUCKET + "' at " + server.address())
                .contains("look whether it runs")
                .doesNotContain(SECRET);
        assertThat(client.get(box + "/a").text()).isEqualTo("1");
    }

    @Test
    void largePayload_isInTheBucketWhileItsCallLasts() {
        client.deployed(Packages.fixture());
        String input = " ".repeat(6 << 20) + "2000";

        CompletableFuture<Reply> call = client.callAsync("demo/sleep", input);
        Waits.until("the input is in the bucket")
                .until(() -> bucket("list-type=2").contains("<Key>sluice/spool/"));

        assertThat(call.join().result().asText()).isEqualTo("slept 2000 ms");
        Waits.until("it is gone").until(() -> !bucket("list-type=2").contains("<Key>sluice/spool/"));
    }

    /** So many bytes that are not all alike. */
    private static final class Counting extends InputStream {

        private long left;

        Counting(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            return left == 0 ? -1 : (int) (left-- * 31 >> 7) & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            for (int i = from; i < from + count; i++) {
                into[i] = (byte) read();
            }
            return count;
        }
    }
}
