package io.sluice.cli.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An HTTP server that answers as a test tells it, and remembers what it was asked. */
final class FakeRuntime implements AutoCloseable {

    /** What arrived. */
    record Request(
            String line,
            @Nullable String key,
            @Nullable String contentType,
            @Nullable String cacheControl,
            byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Queue<Answer> first = new ConcurrentLinkedQueue<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();

    FakeRuntime() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers {@code METHOD /path?query} with a status and a body; 429 comes with 7 s to wait. */
    FakeRuntime on(String line, int status, String body) {
        answers.put(line, new Answer(status, "application/json", body));
        return this;
    }

    /** Answers the next request so, whatever it is, and those after it as {@link #on} says. */
    FakeRuntime first(int status, String type, String body) {
        first.add(new Answer(status, type, body));
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(new Request(
                line,
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Cache-Control"),
                exchange.getRequestBody().readAllBytes()));
        String unknown = "{\"error\":{\"message\":\"nothing is at " + line + "\",\"code\":0}}";
        Answer next = first.poll();
        Answer answer = next == null ? answers.getOrDefault(line, new Answer(404, "application/json", unknown)) : next;
        if (answer.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "7");
        }
        if (!answer.body().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", answer.type());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
