package io.sluice.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.api.ErrorBody;
import io.sluice.router.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies, and tells when they are on their way out of the process; a reply to a client that has gone is dropped. For
 * use on the request's event loop.
 */
public final class Replies {

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    private static final Future<Void> NOBODY_THERE = Future.succeededFuture();
    private static final CharSequence JSON_TYPE = HttpHeaders.createOptimized("application/json");

    private Replies() {}

    /** Sends a JSON body. */
    public static Future<Void> json(HttpServerResponse response, int status, Buffer body) {
        return send(response, status, JSON_TYPE, body);
    }

    /** Sends a body of any type; no type where there is none. */
    public static Future<Void> send(
            HttpServerResponse response, int status, @Nullable CharSequence contentType, Buffer body) {
        if (response.closed() || response.ended()) {
            return NOBODY_THERE;
        }
        if (contentType != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        }
        return response.setStatusCode(status).end(body);
    }

    /** Says how old a result is that came from the cache (RFC 9111, 5.1). */
    public static void age(HttpServerResponse response, Reply reply) {
        Duration age = reply.age();
        if (age != null && !response.headWritten()) {
            response.putHeader(HttpHeaders.AGE, Long.toString(age.toSeconds()));
        }
    }

    /** Sends a platform error, in the body and, for those who can't read bodies, in a header. */
    public static Future<Void> error(HttpServerResponse response, ErrorReply error, @Nullable String id) {
        if (response.closed() || response.ended()) {
            return NOBODY_THERE;
        }
        Duration retryAfter = error.retryAfter();
        if (retryAfter != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wholeSeconds(retryAfter)));
        }
        return error(response, error.status(), error.message(), errorBody(error, id));
    }

    /** As {@code Retry-After} counts: in whole seconds, at least one. */
    public static long wholeSeconds(Duration retryAfter) {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }

    /** Sends an error whose body is made already; its message is in a header too. */
    public static Future<Void> error(HttpServerResponse response, int status, String message, Buffer body) {
        if (response.closed() || response.ended()) {
            return NOBODY_THERE;
        }
        response.putHeader("X-Error-Message", headerText(message));
        return json(response, status, body);
    }

    /** The body of a platform error. */
    public static Buffer errorBody(ErrorReply error, @Nullable String id) {
        return write(new ErrorBody(new ErrorBody.Error(error.message(), error.hint(), error.code(), id)));
    }

    /** A value as compact JSON. */
    public static Buffer write(Object value) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line of visible ASCII: a header can carry nothing else. */
    public static String headerText(String message) {
        String line = message.lines().findFirst().orElse("");
        byte[] ascii = line.getBytes(StandardCharsets.US_ASCII);
        return new String(ascii, StandardCharsets.US_ASCII).replaceAll("[^\\x20-\\x7e]", "?");
    }
}
