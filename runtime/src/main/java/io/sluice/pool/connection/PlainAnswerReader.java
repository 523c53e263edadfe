package io.sluice.pool.connection;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.pool.Answer;
import io.sluice.pool.Payload;
import io.sluice.pool.connection.AnswerReader.Broken;
import io.sluice.pool.connection.AnswerReader.Outcome;
import io.sluice.pool.connection.AnswerReader.Read;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of a program that serves HTTP and knows nothing of the instance protocol: 2xx is a result, 4xx and 5xx
 * with a body are failures in the program's words.
 */
final class PlainAnswerReader {

    private static final int MESSAGE_BYTES = 8 * 1024;

    private PlainAnswerReader() {}

    static Outcome read(int status, MultiMap headers, Buffer body) {
        return switch (status / 100) {
            case 2 -> new Read(new Answer.Result(payload(headers, body), AnswerReader.attributes(headers)));
            case 4, 5 -> failure(status, body);
            default ->
                new Broken("it answered status " + status
                        + "; a result has a status from 200 to 299, a failure one from 400 to 599");
        };
    }

    private static Payload payload(MultiMap headers, Buffer body) {
        return body.length() == 0 ? Payload.NOTHING : new Payload(type(headers.get(HttpHeaders.CONTENT_TYPE)), body);
    }

    /** What calls carry of the media types that there are; without one, RFC 9110 takes it for bytes. */
    private static ContentType type(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return ContentType.BINARY;
        }
        return ContentType.ofHeader(header)
                .orElse(
                        header.strip().toLowerCase(Locale.ROOT).startsWith("text/")
                                ? ContentType.TEXT
                                : ContentType.BINARY);
    }

    private static Outcome failure(int status, Buffer body) {
        String message = body.getString(0, Math.min(body.length(), MESSAGE_BYTES), StandardCharsets.UTF_8.name())
                .strip();
        return message.isEmpty()
                ? new Broken("it answered status " + status + " without a body that says why")
                : new Read(new Answer.Failed(
                        new Failure(message, status < 500 ? Failure.INPUT_ERROR : Failure.ALGORITHM_ERROR, null)));
    }
}
