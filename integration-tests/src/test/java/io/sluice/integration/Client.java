package io.sluice.integration;

import io.sluice.contract.api.DeployResult;
import io.sluice.contract.api.FunctionDescription;
import io.sluice.contract.api.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A client of a runtime with one key, or none. For any thread. */
final class Client {

    static final String JSON = "application/json";
    static final String TEXT = "text/plain";
    static final String BINARY = "application/octet-stream";
    static final String ZIP = "application/zip";

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI address;
    private final @Nullable String authorization;

    /** @param authorization the header's whole value, or null for none */
    Client(URI address, @Nullable String authorization) {
        this.address = address;
        this.authorization = authorization;
    }

    URI uri(String path) {
        return URI.create(address + path);
    }

    /** The same runtime, with this as the header {@code Authorization}. */
    Client authorizedBy(@Nullable String header) {
        return new Client(address, header);
    }

    /** The same runtime, with this key. */
    Client withKey(String key) {
        return authorizedBy("Simple " + key);
    }

    /** A request with the client's key, to be completed; headers are names and values by turns. */
    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path)).timeout(LIMIT);
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    Reply send(HttpRequest request) {
        try {
            return new Reply(HTTP.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + request.uri(), e);
        }
    }

    /** The checksum of a reply's body, of which no more than a piece is in memory. */
    long checksum(HttpRequest request) {
        CRC32 checksum = new CRC32();
        byte[] piece = new byte[1 << 16];
        try (InputStream body = HTTP.send(request, BodyHandlers.ofInputStream()).body()) {
            for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                checksum.update(piece, 0, count);
            }
            return checksum.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + request.uri(), e);
        }
    }

    CompletableFuture<Reply> sendAsync(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(Reply::new);
    }

    Reply get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    Reply delete(String path) {
        return send(request(path).DELETE().build());
    }

    Reply post(String path, String type, String body) {
        return post(path, type, BodyPublishers.ofString(body));
    }

    Reply post(String path, String type, byte[] body) {
        return post(path, type, BodyPublishers.ofByteArray(body));
    }

    Reply post(String path, String type, BodyPublisher body, String... headers) {
        return send(
                request(path, headers).header("Content-Type", type).POST(body).build());
    }

    /** Calls a function with JSON. */
    Reply call(String function, String json) {
        return post("/v1/algo/" + function, JSON, json);
    }

    /** Calls a function with JSON and does not wait. */
    CompletableFuture<Reply> callAsync(String function, String json) {
        return sendAsync(request("/v1/algo/" + function)
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** Sends a package. */
    Reply deploy(byte[] zip) {
        return post("/v1/functions", ZIP, zip);
    }

    /** Sends a package that must be taken. */
    DeployResult deployed(byte[] zip) {
        Reply reply = deploy(zip);
        if (reply.status() / 100 != 2) {
            throw new AssertionError("deploy refused: " + reply);
        }
        return reply.as(DeployResult.class);
    }

    FunctionDescription describe(String function) {
        return get("/v1/functions/" + function).as(FunctionDescription.class);
    }

    /** What a function's instances wrote. */
    Stream<String> lines(String function) {
        List<LogLine> lines =
                get("/v1/functions/" + function + "/logs?tail=2000").listOf(LogLine.class);
        return lines.stream().map(LogLine::text);
    }

    /** How often a function's instances wrote that line. */
    long count(String function, String line) {
        return lines(function).filter(line::equals).count();
    }
}
