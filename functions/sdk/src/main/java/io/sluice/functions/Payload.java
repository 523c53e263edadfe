package io.sluice.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes and what they are, on their way in or out. Nobody writes to the bytes any more.
 *
 * @param reference what the bytes are called that were handed in before, and are not here; null where they are here
 */
record Payload(ContentType type, byte[] bytes, @Nullable String reference) {

    Payload(ContentType type, byte[] bytes) {
        this(type, bytes, null);
    }

    /** Bytes that were handed in before. */
    static Payload handedIn(String reference) {
        return new Payload(ContentType.BINARY, new byte[0], reference);
    }

    static final Payload VOID = new Payload(ContentType.VOID, new byte[0]);

    /**
     * All of a stream, where it goes nowhere else; blocks.
     *
     * @throws AlgorithmException when it has more than so many bytes
     */
    static Payload whole(InputStream stream, int most) throws IOException {
        byte[] bytes = stream.readNBytes(most);
        if (stream.read() >= 0) {
            throw new AlgorithmException(
                    "the result is a stream of more than " + most
                            + " bytes (sluice-sdk.max-request), which this runtime can't take",
                    Failure.TOO_LARGE_ERROR);
        }
        return bytes(bytes);
    }

    static Payload text(String text) {
        return new Payload(ContentType.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static Payload bytes(byte[] bytes) {
        return new Payload(ContentType.BINARY, bytes);
    }

    static Payload json(byte[] json) {
        return new Payload(ContentType.JSON, json);
    }

    /**
     * A value as it goes over the wire: text, bytes, an answer as it came, or JSON.
     *
     * @throws AlgorithmException when it cannot be written as JSON
     */
    static Payload of(@Nullable Object value, ObjectWriter writer) {
        return switch (value) {
            case String text -> text(text);
            case byte[] bytes -> bytes(bytes);
            case Buffer buffer -> bytes(buffer.getBytes());
            case AlgoResponse answer -> answer.payload();
            case null, default -> json(write(value, writer));
        };
    }

    private static byte[] write(@Nullable Object value, ObjectWriter writer) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException unwritable) {
            String type = value == null ? "null" : value.getClass().getName();
            throw new AlgorithmException(
                    "a " + type + " cannot be written as JSON: " + unwritable.getOriginalMessage(),
                    Failure.ALGORITHM_ERROR,
                    unwritable);
        }
    }
}
