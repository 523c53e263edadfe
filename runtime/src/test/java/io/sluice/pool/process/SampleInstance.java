package io.sluice.pool.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** A program that speaks the instance protocol, well or badly: {@code MODE} in its environment says how. */
final class SampleInstance {

    private SampleInstance() {}

    public static void main(String[] arguments) throws Exception {
        String mode = System.getenv().getOrDefault("MODE", "good");
        switch (mode) {
            case "exit-early" -> {
                System.out.println("no model found");
                System.exit(3);
            }
            case "never-ready" -> {
                System.out.println("thinking");
                new CountDownLatch(1).await();
            }
            default -> serve(mode);
        }
    }

    private static void serve(String mode) throws Exception {
        if (mode.equals("ignores-term")) {
            Runtime.getRuntime().addShutdownHook(new Thread(SampleInstance::hang));
        }
        String socket = System.getenv("SLUICE_SOCKET");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            sayReady(mode, socket);
            while (true) {
                SocketChannel channel = server.accept();
                Thread.ofVirtual().start(() -> converse(channel));
            }
        }
    }

    private static void sayReady(String mode, String socket) throws Exception {
        int protocol = mode.equals("wrong-protocol") ? 99 : 1;
        String entryPoint = mode.equals("wrong-entry") ? "other" : "main";
        String address = mode.equals("wrong-address") ? "unix:/elsewhere.sock" : "unix:" + socket;
        String body = "{\"protocol\":%d,\"address\":\"%s\",\"entryPoints\":[\"%s\"]}"
                .formatted(protocol, address, entryPoint);
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(System.getenv("SLUICE_API") + "/instance/ready"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private static void converse(SocketChannel channel) {
        try (channel) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            OutputStream out = Channels.newOutputStream(channel);
            for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
                int length = 0;
                for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
                    if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(header.substring(15).strip());
                    }
                }
                answer(new String(in.readNBytes(length), StandardCharsets.UTF_8), out);
            }
        } catch (IOException e) {
            System.out.println("connection reset");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(String order, OutputStream out) throws IOException, InterruptedException {
        switch (order) {
            case "crash" -> Runtime.getRuntime().halt(7);
            case "hang" -> hang();
            case "garbage" -> write(out, "\u0001\u0002 what is HTTP?\r\n\r\n");
            case "no-outcome" -> respond(out, 200, "Content-Type: text/plain\r\n", "x");
            case "wrong-outcome" -> respond(out, 200, "sluice-outcome: perhaps\r\n", "x");
            case "wrong-type" -> respond(out, 200, "sluice-outcome: result\r\nContent-Type: image/png\r\n", "x");
            case "wrong-status" -> respond(out, 418, "sluice-outcome: result\r\n", "x");
            case "hang-up" -> out.close();
            case "endless" -> endless(out);
            case "fail" ->
                respond(
                        out,
                        500,
                        "sluice-outcome: failure\r\n",
                        "{\"message\":\"too sour\",\"errorType\":\"InputError\"}");
            case "bad-failure" -> respond(out, 500, "sluice-outcome: failure\r\n", "sorry");
            case "heap" -> eatHeap();
            case "native" -> eatNative();
            case "environment" -> result(out, String.join("\n", System.getenv().keySet()));
            case "folder" -> result(out, System.getProperty("user.dir"));
            case "flood" -> {
                String line = "x".repeat(20_000);
                for (int i = 0; i < 2000; i++) {
                    System.out.println(i + " " + line);
                }
                result(out, "flooded");
            }
            case "children" -> result(out, children());
            default -> result(out, order);
        }
    }

    /** A child in the session, and one that left it and its parent. */
    private static String children() throws IOException {
        Process child = new ProcessBuilder("sleep", "1000").start();
        Process stray = new ProcessBuilder("sh", "-c", "setsid sleep 1001 >/dev/null 2>&1 & echo $!").start();
        return child.pid() + " " + new String(stray.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endless(OutputStream out) throws IOException {
        write(
                out,
                "HTTP/1.1 200 OK\r\nsluice-outcome: result\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (true) {
            write(out, "400\r\n" + "y".repeat(1024) + "\r\n");
        }
    }

    private static void eatHeap() {
        List<byte[]> eaten = new ArrayList<>();
        while (eaten.size() < 100_000) {
            eaten.add(new byte[1024 * 1024]);
        }
    }

    private static void eatNative() {
        List<ByteBuffer> eaten = new ArrayList<>();
        while (eaten.size() < 100_000) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1024 * 1024);
            while (buffer.hasRemaining()) {
                buffer.put((byte) 1);
            }
            eaten.add(buffer);
        }
    }

    private static void result(OutputStream out, String text) throws IOException {
        respond(out, 200, "sluice-outcome: result\r\nContent-Type: text/plain\r\nce-type: sample\r\n", text);
    }

    private static void respond(OutputStream out, int status, String headers, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        write(out, "HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + length + "\r\n\r\n" + body);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
