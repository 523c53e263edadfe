package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.algorithmia.APIException;
import com.algorithmia.Algorithmia;
import com.algorithmia.AlgorithmiaClient;
import com.algorithmia.data.DataAcl;
import com.algorithmia.data.DataDirectory;
import com.algorithmia.data.DataFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data in a real runtime: by the stock client, in functions, in large pieces, and when things break. */
final class DataIT {

    @TempDir
    private Path folder;

    private Sluice sluice;
    private Client client;

    @BeforeEach
    void start() {
        sluice = Sluice.start(folder);
        client = sluice.administrator();
    }

    @AfterEach
    void stop() {
        sluice.close();
    }

    private Path parts() {
        return sluice.home().resolve("data/parts");
    }

    private static void awaitFiles(Path folder, int count) {
        Waits.until(count + " files in " + folder).until(() -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.count() == count;
            }
        });
    }

    private void box() {
        assertThat(client.post("/v1/data/.my", Client.JSON, "{\"name\":\"box\"}")
                        .status())
                .isEqualTo(200);
    }

    private Reply put(String path, String text) {
        return client.send(client.request("/v1/data/" + path)
                .PUT(BodyPublishers.ofString(text))
                .build());
    }

    @Test
    void stockClient_readsAndWritesFilesAndDirectories() throws Exception {
        AlgorithmiaClient stock =
                Algorithmia.client(sluice.administratorKey(), sluice.address().toString());
        DataDirectory box = stock.dir("data://.my/box");
        assertThat(box.exists()).isFalse();
        box.create(DataAcl.PRIVATE);
        assertThat(box.exists()).isTrue();
        assertThat(box.getPermissions().getReadPermissions()).isEqualTo(DataAcl.PRIVATE.getReadPermissions());
        box.updatePermissions(DataAcl.PUBLIC);
        assertThat(box.getPermissions().getReadPermissions()).isEqualTo(DataAcl.PUBLIC.getReadPermissions());

        DataFile file = box.file("a b+c é.txt");
        assertThat(file.exists()).isFalse();
        file.put("hello");
        assertThat(file.exists()).isTrue();
        assertThat(file.getString()).isEqualTo("hello");
        file.put(new byte[] {0, -1, 7});
        assertThat(file.getBytes()).containsExactly(0, -1, 7);
        Path local = Files.writeString(folder.resolve("local.txt"), "from a file");
        assertThat(box.putFile(local.toFile()).getString()).isEqualTo("from a file");

        List<String> names = new ArrayList<>();
        box.files().forEach(each -> names.add(each.getName()));
        assertThat(names).containsExactly("a b+c é.txt", "local.txt");
        assertThatThrownBy(() -> box.delete(false)).isInstanceOf(APIException.class);
        file.delete();
        assertThat(file.exists()).isFalse();
        box.delete(true);
        assertThat(box.exists()).isFalse();
        stock.close();
    }

    @Test
    void manyFiles_areListedByThePage() {
        box();
        for (int i = 0; i < 1100; i++) {
            assertThat(put(".my/box/f" + (10_000 + i), "").status()).isEqualTo(200);
        }

        Reply first = client.get("/v1/data/.my/box");
        Reply second = client.get(
                "/v1/data/.my/box?marker=" + first.json().path("marker").asText());

        assertThat(first.json().path("files")).hasSize(1000);
        assertThat(second.json().path("files")).hasSize(100);
        assertThat(second.json().has("marker")).isFalse();
        assertThat(second.json().path("files").path(99).path("filename").asText())
                .isEqualTo("f11099");
    }

    @Test
    void largeFile_goesThroughASmallHeap_unchanged() throws IOException {
        long size = Long.getLong("sluice.large.mib", 300) << 20;
        box();
        LargeBody sent = new LargeBody(size);

        Reply put = client.send(client.request("/v1/data/.my/box/large")
                .timeout(Duration.ofMinutes(20))
                .PUT(BodyPublishers.ofInputStream(() -> sent))
                .build());

        assertThat(put.text()).isEqualTo("{\"result\":\"data://admin/box/large\"}");
        assertThat(Files.size(sluice.home().resolve("data/hosted/admin/box/files/large")))
                .isEqualTo(size);
        assertThat(client.checksum(client.request("/v1/data/.my/box/large").build()))
                .isEqualTo(sent.checksum());
        assertThat(sluice.errors()).isEmpty();
    }

    private Socket begunUpload(String length, String body) throws IOException {
        URI address = sluice.address();
        Socket socket = new Socket(address.getHost(), address.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("PUT /v1/data/.my/box/a HTTP/1.1\r\nHost: localhost\r\nAuthorization: Simple "
                        + sluice.administratorKey() + "\r\n" + length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void clientThatGoesAwayInTheMiddle_leavesNothing() throws IOException {
        box();
        put(".my/box/a", "old");
        try (Socket socket = begunUpload("Content-Length: 100000", "new")) {
            awaitFiles(parts(), 1);
            socket.setSoLinger(true, 0);
        }

        awaitFiles(parts(), 0);
        assertThat(client.get("/v1/data/.my/box/a").text()).isEqualTo("old");
    }

    @Test
    void runtimeThatIsKilledInTheMiddle_hasTheOldFile_andNoHalfOne() throws IOException {
        box();
        put(".my/box/a", "old");
        try (Socket socket = begunUpload("Content-Length: 100000", "new")) {
            awaitFiles(parts(), 1);
            sluice.kill();
            assertThat(socket.isBound()).isTrue();
        }

        sluice = Sluice.start(folder);
        client = sluice.administrator();

        awaitFiles(parts(), 0);
        assertThat(client.get("/v1/data/.my/box/a").text()).isEqualTo("old");
        assertThat(client.get("/v1/data/.my/box").json().path("files")).hasSize(1);
    }

    @Test
    void temporaryFile_isGoneAfterADay() throws IOException {
        assertThat(put(".algo/demo/shout/temp/old", "1").status()).isEqualTo(200);
        assertThat(put(".algo/demo/shout/temp/young", "1").status()).isEqualTo(200);
        Path files = sluice.home().resolve("data/function/demo/shout/temp/admin");
        sluice.stop();
        Files.setLastModifiedTime(
                files.resolve("old"), FileTime.from(Instant.now().minus(Duration.ofHours(25))));

        sluice = Sluice.start(folder);

        awaitFiles(files, 1);
        assertThat(sluice.administrator()
                        .get("/v1/data/.algo/demo/shout/temp/young")
                        .text())
                .isEqualTo("1");
    }

    @Test
    void function_usesDataWithoutAKey_andItsSessionGoes() {
        box();
        put(".my/box/a", "hello");
        client.deployed(Packages.text("""
                name: demo/reader
                version: 1.0.0
                runtime: python
                package: .
                memory: 64MiB
                entryPoints: {reader: main.reader}
                """, Map.of("app/main.py", """
                import os
                import urllib.request

                API = os.environ["ALGORITHMIA_API"] + "/v1/data/"

                def ask(method, path, body=None):
                    request = urllib.request.Request(API + path, data=body, method=method)
                    with urllib.request.urlopen(request) as reply:
                        return reply.read().decode()

                def reader(input):
                    ask("PUT", ".session/f", b"shared")
                    ask("PUT", ".algo%2Fperm%2Fkept", b"kept")
                    return [ask("GET", ".my/box/a"), ask("GET", ".session/f"), ask("GET", ".algo/perm/kept")]
                """)));

        Reply reply = client.call("demo/reader", "1");

        assertThat(reply.result().toString()).as(reply.text()).isEqualTo("[\"hello\",\"shared\",\"kept\"]");
        assertThat(client.get("/v1/data/.algo/demo/reader/perm/kept").text()).isEqualTo("kept");
        awaitFiles(sluice.home().resolve("data/session"), 0);
    }
}
