package io.sluice.benchmarks.starts;

import com.sun.net.httpserver.HttpServer;
import io.sluice.contract.InstanceProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An instance as the runtime starts it, whatever it is written in: launched, waited for until it says ready, and called once
 * over its socket.
 *
 * @param command the program and its arguments
 * @param packageFolder what it finds in {@code SLUICE_PACKAGE}
 * @param input JSON that the entry point answers with a result
 */
public record InstanceStart(List<String> command, Path packageFolder, String entryPoint, String input, Path folder)
        implements Start {

    private static final int READY_SECONDS = 60;
    private static final String RESULT = "HTTP/1.1 200";

    @Override
    public Sample once() throws Exception {
        Path socket = folder.resolve("start.sock");
        Files.deleteIfExists(socket);
        CompletableFuture<Long> ready = new CompletableFuture<>();
        HttpServer listener = listen(ready);
        try (Launched launched =
                Launched.of(command, environment(socket, listener.getAddress().getPort()))) {
            ready.get(READY_SECONDS, TimeUnit.SECONDS);
            String answer = call(socket);
            Sample sample = launched.sample();
            if (!answer.startsWith(RESULT)) {
                throw new IOException("it answered " + answer);
            }
            return sample;
        } finally {
            listener.stop(0);
        }
    }

    private Map<String, String> environment(Path socket, int port) {
        String api = "http://127.0.0.1:" + port;
        return Map.of(
                InstanceProtocol.ENV_SOCKET,
                socket.toString(),
                InstanceProtocol.ENV_PORT,
                "0",
                InstanceProtocol.ENV_API,
                api,
                InstanceProtocol.ENV_ALGORITHMIA_API,
                api,
                InstanceProtocol.ENV_PACKAGE,
                packageFolder.toString(),
                InstanceProtocol.ENV_CONCURRENCY,
                "16",
                "HOME",
                folder.toString(),
                "TMPDIR",
                folder.toString());
    }

    private static HttpServer listen(CompletableFuture<Long> ready) throws IOException {
        HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        listener.createContext(InstanceProtocol.READY_PATH, exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            ready.complete(System.nanoTime());
        });
        listener.start();
        return listener;
    }

    private String call(Path socket) throws IOException {
        byte[] body = input.getBytes(StandardCharsets.UTF_8);
        String head = "POST /" + entryPoint + " HTTP/1.1\r\nHost: instance\r\nContent-Type: application/json\r\n"
                + InstanceProtocol.INVOCATION + ": 1\r\n" + InstanceProtocol.TOKEN + ": 1\r\n"
                + InstanceProtocol.TIMEOUT + ": 30000\r\nContent-Length: " + body.length + "\r\n\r\n";
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer request = ByteBuffer.wrap((head + input).getBytes(StandardCharsets.UTF_8));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            ByteBuffer answer = ByteBuffer.allocate(4096);
            channel.read(answer);
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }
}
