package io.sluice.cli.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.console.Json;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Speaks to one runtime with one key. What is not a success becomes a {@link CliFailure}. Safe for use by many threads. */
public final class RuntimeClient {

    private static final String JSON = "application/json";
    private static final int MOST_OF_AN_ERROR = 1 << 16;

    private final Sender sender;
    private final String url;
    private final @Nullable String key;

    public RuntimeClient(String url, @Nullable String key) {
        this(Endpoint.of(url, key));
    }

    public RuntimeClient(Endpoint endpoint) {
        this.sender = new Sender(endpoint);
        this.url = endpoint.url();
        this.key = endpoint.key();
    }

    /** The runtime's base address. */
    public String url() {
        return url;
    }

    /** The value of the header {@code Authorization}; empty without a key. */
    public Optional<String> authorization() {
        return Optional.ofNullable(key).map("Simple "::concat);
    }

    /** A reply's body as one value. */
    public <T> T get(String path, Class<T> type) {
        return read(send("GET", path, JSON, BodyPublishers.noBody()), Json.MAPPER.constructType(type));
    }

    /** A reply's body as a list. */
    public <T> List<T> list(String path, Class<T> type) {
        return read(
                send("GET", path, JSON, BodyPublishers.noBody()),
                Json.MAPPER.getTypeFactory().constructCollectionType(List.class, type));
    }

    /** Posts JSON and reads the reply's body. */
    public <T> T post(String path, Object body, Class<T> type) {
        return post(path, JSON, BodyPublishers.ofString(Json.text(body, false)), type);
    }

    /** Posts a body and reads the reply's. */
    public <T> T post(String path, String contentType, BodyPublisher body, Class<T> type) {
        return read(send("POST", path, contentType, body), Json.MAPPER.constructType(type));
    }

    /** Deletes, and reads the reply's body. */
    public <T> T delete(String path, Class<T> type) {
        return read(send("DELETE", path, JSON, BodyPublishers.noBody()), Json.MAPPER.constructType(type));
    }

    /** Puts bytes of any number as they are read, which is once. */
    public void put(String path, BodyPublisher body) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/octet-stream").PUT(body);
        succeeded(sender.send(request.build(), BodyHandlers.ofByteArray(), true));
    }

    /** The headers of what is there. */
    public HttpHeaders head(String path) {
        HttpResponse<Void> reply = perform(request(path).HEAD(), BodyHandlers.discarding());
        if (reply.statusCode() / 100 != 2) {
            String message = reply.headers().firstValue("X-Error-Message").orElse("");
            throw failure(reply, Json.text(Map.of("error", Map.of("message", message)), false));
        }
        return reply.headers();
    }

    /** A reply with its bytes as they come, to be closed by the one who reads them. */
    public HttpResponse<InputStream> open(String path) {
        HttpResponse<InputStream> reply = perform(request(path).GET(), BodyHandlers.ofInputStream());
        if (reply.statusCode() / 100 != 2) {
            throw failure(reply, beginning(reply.body()));
        }
        return reply;
    }

    private static String beginning(InputStream body) {
        try (body) {
            return new String(body.readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Sends a request whose reply has nothing to read. */
    public void send(String method, String path, String text) {
        send(method, path, "text/plain", text.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
    }

    /** Sends JSON in a request whose reply has nothing to read. */
    public void send(String method, String path, Object body) {
        send(method, path, JSON, BodyPublishers.ofString(Json.text(body, false)));
    }

    /** Posts a body and hands the reply over as it is, whatever its status. */
    public HttpResponse<byte[]> exchange(String path, String contentType, byte[] body) {
        return exchange(path, contentType, body, Map.of());
    }

    /** The same with further headers. */
    public HttpResponse<byte[]> exchange(String path, String contentType, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return perform(request, BodyHandlers.ofByteArray());
    }

    /** The lines of a reply as they come. */
    public Stream<String> lines(String path) {
        HttpResponse<Stream<String>> reply = perform(request(path).GET(), BodyHandlers.ofLines());
        if (reply.statusCode() / 100 != 2) {
            throw failure(reply, reply.body().collect(Collectors.joining("\n")));
        }
        return reply.body();
    }

    /** Whether the runtime says that it is ready to take calls. */
    public boolean ready() {
        try {
            return perform(request("/q/health/ready").GET(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (CliFailure e) {
            return false;
        }
    }

    /** What a reply that is not a success means for the one who waits for it. */
    public CliFailure failure(HttpResponse<?> reply, String body) {
        return failure(reply.statusCode(), body, reply.headers().firstValue("Retry-After"));
    }

    /** What a reply means that is not JSON where JSON was to be. */
    public CliFailure unreadable(HttpResponse<?> reply) {
        return failure(Math.max(400, reply.statusCode()), "", Optional.empty());
    }

    private CliFailure failure(int status, String body, Optional<String> retryAfter) {
        String message = message(body);
        String advice =
                switch (status) {
                    case 401 ->
                        "\n  Pass a key with --key, SLUICE_KEY or a context; 'sluice up' says where the first one is kept.";
                    case 403 -> "\n  Use a key of the owner or of an administrator.";
                    case 429, 503 ->
                        "\n  Try again in " + retryAfter.map(it -> it + " s").orElse("a moment") + ".";
                    default -> "";
                };
        return new CliFailure(
                ExitCode.ofStatus(status),
                (message.isEmpty() ? "the runtime at " + url + " answered with status " + status : message) + advice);
    }

    private static String withHint(JsonNode error) {
        String hint = error.path("hint").asText("");
        String message = error.path("message").asText("");
        return hint.isEmpty() ? message : message + ": " + hint;
    }

    private static String message(String body) {
        try {
            return withHint(Json.MAPPER.readTree(body).path("error"));
        } catch (JacksonException e) {
            return "";
        }
    }

    private byte[] send(String method, String path, String contentType, BodyPublisher body) {
        return succeeded(perform(
                request(path).header("Content-Type", contentType).method(method, body), BodyHandlers.ofByteArray()));
    }

    private byte[] succeeded(HttpResponse<byte[]> reply) {
        if (reply.statusCode() / 100 != 2) {
            throw failure(reply, new String(reply.body(), StandardCharsets.UTF_8));
        }
        return reply.body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(url + path));
        try {
            authorization().ifPresent(value -> request.header("Authorization", value));
        } catch (IllegalArgumentException e) {
            throw new CliFailure(ExitCode.USAGE, "the key has characters that a key cannot have");
        }
        return request;
    }

    /** What a runtime's base address means; complains of one that is none. */
    public static URI address(String url) {
        try {
            URI address = URI.create(url);
            if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
                throw new IllegalArgumentException(url);
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "the runtime's address must look like http://127.0.0.1:8080, was '" + url + "'; see --url",
                    e);
        }
    }

    private <T> HttpResponse<T> perform(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        return sender.send(request.build(), handler, false);
    }

    private <T> T read(byte[] body, JavaType type) {
        try {
            if (type.hasRawClass(JsonNode.class) && body.length == 0) {
                return Json.MAPPER.convertValue(Json.MAPPER.getNodeFactory().nullNode(), type);
            }
            return Json.MAPPER.readValue(body, type);
        } catch (IOException e) {
            throw new CliFailure(
                    ExitCode.INTERNAL,
                    "what answers at " + url
                            + " is not a Sluice runtime of this version\n  See --url, and 'sluice version'.",
                    e);
        }
    }
}
