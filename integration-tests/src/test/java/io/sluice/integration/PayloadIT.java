package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that are too large for memory, through real functions: whole, in pieces, and when things break. */
final class PayloadIT {

    private static final int MIB = 1 << 20;
    private static final long MOST = 2L << 30;
    private static final String INVERT = "/v1/algo/demo/invert?output=raw";

    @TempDir
    private static Path folder;

    private static Sluice sluice;
    private static Client client;

    @BeforeAll
    static void start() {
        sluice = Sluice.start(
                folder,
                Map.of("SLUICE_PAYLOAD_MOST", Long.toString(MOST), "SLUICE_PAYLOAD_SPOOL", Long.toString(MOST)));
        client = sluice.administrator();
        client.deployed(Packages.fixture());
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @AfterEach
    void nothingIsLeft() {
        awaitFiles(sluice, 0);
        assertThat(sluice.errors()).isEmpty();
    }

    /** So many payloads are kept, or on their way. */
    private static void awaitFiles(Sluice of, int count) {
        Path data = of.home().resolve("data");
        Waits.until(count + " payloads in " + data).until(() -> files(data).size() == count);
    }

    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> all = Stream.of(data.resolve("spool"), data.resolve("parts"))
                .filter(Files::exists)
                .flatMap(PayloadIT::walk)) {
            return all.toList();
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply call(String entryPoint, byte[] body) {
        return client.post("/v1/algo/demo/" + entryPoint, Client.BINARY, body);
    }

    private static byte[] some(int size) throws IOException {
        return new LargeBody(size).readNBytes(size);
    }

    /** The most memory that the runtime has had so far, in MiB. */
    private static long peakMib() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + sluice.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void largeBody_goesThroughAFunction_andNeverIsInMemory() throws IOException {
        long size = Long.getLong("sluice.large.mib", 300) * MIB;
        LargeBody expected = LargeBody.inverted(size);
        expected.skipNBytes(size);

        long checksum = client.checksum(client.request(INVERT, "Content-Type", Client.BINARY)
                .timeout(Duration.ofMinutes(20))
                .POST(BodyPublishers.ofInputStream(() -> new LargeBody(size)))
                .build());

        assertThat(checksum).isEqualTo(expected.checksum());
        assertThat(peakMib()).as("MiB that the runtime had at most").isLessThanOrEqualTo(400);
    }

    @Test
    void streamsOfAllSizes_areTheSame() throws IOException {
        for (int size : new int[] {0, 1, MIB, MIB + 1, 5 * MIB + 7}) {
            byte[] sent = some(size);
            byte[] inverted = LargeBody.inverted(size).readNBytes(size);

            assertThat(call("count", sent).result().asInt()).as("bytes").isEqualTo(size);
            assertThat(call("invert?output=raw", sent).bytes()).as("of " + size).isEqualTo(inverted);
        }
    }

    @Test
    void functionThatWantsBytes_getsThemWhole_andTheReplyIsTheUsual() throws IOException {
        byte[] sent = some(5 * MIB + 1);

        Reply reply = call("bytes", sent);

        assertThat(reply.header("Content-Type")).isEqualTo(Client.JSON);
        assertThat(reply.metadata().path("content_type").asText()).isEqualTo("binary");
        assertThat(Base64.getDecoder().decode(reply.result().asText())).isEqualTo(sent);
    }

    @Test
    void largeText_isTheSame_whereverItsPiecesEnd() {
        String text = "x" + "é\"\u0001😀\n".repeat(400_000);

        Reply reply = client.post("/v1/algo/demo/shout", Client.TEXT, text);

        assertThat(reply.result().asText()).isEqualTo("X" + "É\"\u0001😀\n".repeat(400_000));
    }

    @Test
    void largeJson_isTheSame() {
        String json = "[" + "{\"a\":[1,2.5,null]},".repeat(100_000) + "0]";

        Reply reply = client.call("demo/echo", json);

        assertThat(reply.result().toString()).isEqualTo(json);
        assertThat(client.call("demo/echo", json.substring(1)).status()).isEqualTo(400);
    }

    @Test
    void pipe_passesPayloadsOnFromStepToStep() throws IOException {
        byte[] sent = some(3 * MIB);

        Reply reply = client.post("/v1/pipe?step=demo/invert&step=demo/invert&output=raw", Client.BINARY, sent);

        assertThat(reply.bytes()).isEqualTo(sent);
    }

    @Test
    void pipeline_passesBytesOnWithoutLookingIntoThem() throws IOException {
        client.deployed(Packages.text(
                "name: demo/twice-inverted\nruntime: pipeline\npackage: pipeline.yaml\n",
                Map.of("app/pipeline.yaml", "do:\n- one: {call: demo/invert}\n- two: {call: demo/invert}\n")));
        byte[] sent = some(3 * MIB);

        Reply reply = call("twice-inverted?output=raw", sent);

        assertThat(reply.bytes()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"py", "js", "web"})
    void functionsOfOtherLanguages_streamToo(String language) throws IOException {
        client.deployed(streaming(language));
        for (int size : new int[] {1, 5 * MIB + 7}) {
            byte[] sent = some(size);
            byte[] inverted = LargeBody.inverted(size).readNBytes(size);

            assertThat(call(language + "-invert?output=raw", sent).bytes()).isEqualTo(inverted);
            if (!language.equals("web")) {
                assertThat(call(language + "-count", sent).result().asInt()).isEqualTo(size);
                assertThat(call(language + "-whole", sent).result().asInt()).isEqualTo(size);
            }
        }
    }

    private static byte[] streaming(String language) {
        return switch (language) {
            case "py" -> Packages.text("""
                    name: demo/py-count
                    runtime: python
                    package: .
                    entryPoints: {py-count: main.count, py-invert: main.invert, py-whole: main.whole}
                    """, Map.of("app/main.py", """
                    from typing import BinaryIO

                    TURNED = bytes(255 - each for each in range(256))

                    class Inverted:
                        def __init__(self, input):
                            self.input = input
                        def read(self, size):
                            return self.input.read(size).translate(TURNED)

                    def count(input: BinaryIO):
                        return sum(map(len, iter(lambda: input.read(65536), b"")))

                    def invert(input: BinaryIO):
                        return Inverted(input)

                    async def whole(input):
                        return len(input)
                    """));
            case "js" -> Packages.text("""
                    name: demo/js-count
                    runtime: node
                    package: .
                    entryPoints: {js-count: count, js-invert: invert, js-whole: whole}
                    """, Map.of("app/index.js", """
                    const { Transform } = require('stream');
                    exports.count = async (input) => {
                      let all = 0;
                      for await (const piece of input) all += piece.length;
                      return all;
                    };
                    exports.count.stream = true;
                    exports.invert = (input) => input.pipe(new Transform({
                      transform: (piece, encoding, done) => done(null, piece.map((each) => ~each)),
                    }));
                    exports.invert.stream = true;
                    exports.whole = (input) => input.length;
                    """));
            default -> Packages.text("""
                    name: demo/web-invert
                    runtime: exec
                    package: .
                    exec: {command: [python3, serve.py], health: /}
                    """, Map.of("app/serve.py", """
                    import os
                    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

                    TURNED = bytes(255 - each for each in range(256))

                    class Handler(BaseHTTPRequestHandler):
                        protocol_version = "HTTP/1.1"
                        def do_GET(self):
                            self.send_response(200)
                            self.send_header("Content-Length", "0")
                            self.end_headers()
                        def do_POST(self):
                            left = int(self.headers["Content-Length"])
                            self.send_response(200)
                            self.send_header("Content-Type", "application/octet-stream")
                            self.send_header("Content-Length", str(left))
                            self.end_headers()
                            while left:
                                piece = self.rfile.read(min(left, 65536))
                                left -= len(piece)
                                self.wfile.write(piece.translate(TURNED))

                    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
                    """));
        };
    }

    @Test
    void bodyThatSaysItIsTooLarge_isRefusedWithTheLimitAndItsSize() throws IOException {
        try (Socket socket = begun("Content-Length: " + (MOST + 1), "x")) {
            String reply = new String(socket.getInputStream().readNBytes(600), StandardCharsets.UTF_8);

            assertThat(reply)
                    .contains("413")
                    .contains("sluice.payload.most")
                    .contains(Long.toString(MOST), Long.toString(MOST + 1));
        }
    }

    private static Socket begun(String length, String body) throws IOException {
        URI address = sluice.address();
        Socket socket = new Socket(address.getHost(), address.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("POST " + INVERT + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Simple "
                        + sluice.administratorKey() + "\r\nContent-Type: " + Client.BINARY + "\r\n" + length
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void clientThatGoesAwayInTheMiddle_leavesNothing() throws IOException {
        try (Socket socket = begun("Content-Length: 100000000", "x".repeat(2 * MIB))) {
            awaitFiles(sluice, 1);
            socket.setSoLinger(true, 0);
        }

        awaitFiles(sluice, 0);
    }

    @Test
    void clientThatDoesNotTakeItsResult_leavesNothing() throws IOException {
        try (Socket socket = begun("Content-Length: " + 60 * MIB, "")) {
            byte[] piece = new byte[MIB];
            for (int i = 0; i < 60; i++) {
                socket.getOutputStream().write(piece);
            }
            assertThat(socket.getInputStream().readNBytes(100))
                    .startsWith("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
            socket.setSoLinger(true, 0);
        }

        awaitFiles(sluice, 0);
    }

    @Test
    void resultThatBreaksOff_isAFailureInTheFunctionsWords() {
        Reply reply = client.call("demo/break-off", "null");

        assertThat(reply.message()).contains("the source of the result is gone");
    }

    @Test
    void runtimeThatIsKilledInTheMiddle_hasNothingOfItAfterTheNextStart(@TempDir Path own) throws IOException {
        try (Sluice killed = Sluice.start(own)) {
            killed.administrator().deployed(Packages.fixture());
            CompletableFuture<Reply> call = killed.administrator().callAsync("demo/sleep", longInput(60_000));
            awaitFiles(killed, 1);
            killed.kill();
            assertThat(call).failsWithin(Duration.ofSeconds(10));
        }

        try (Sluice next = Sluice.start(own)) {
            awaitFiles(next, 0);
        }
    }

    @Test
    void reference_opensNothingInAnotherCall() throws IOException {
        client.deployed(Packages.text("""
                name: demo/thief
                version: 1.0.0
                runtime: python
                package: .
                memory: 64MiB
                """, Map.of("app/main.py", """
                import os
                import urllib.request
                import urllib.error

                def apply(reference):
                    try:
                        return urllib.request.urlopen(os.environ["SLUICE_API"] + "/v1/payload/" + reference).status
                    except urllib.error.HTTPError as refused:
                        return refused.code
                """)));
        CompletableFuture<Reply> other = client.callAsync("demo/sleep", longInput(3_000));
        awaitFiles(sluice, 1);
        String name =
                files(sluice.home().resolve("data")).getFirst().getFileName().toString();

        assertThat(client.call("demo/thief", "\"" + name + "\"").result().asInt())
                .isEqualTo(404);
        assertThat(other.join().result().asText()).isEqualTo("slept 3000 ms");
    }

    /** A number with so much before it that it is not kept in memory. */
    private static String longInput(long millis) {
        return " ".repeat(2 * MIB) + millis;
    }
}
