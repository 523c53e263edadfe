package io.sluice.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes and what they are, on their way in or out. Nobody writes to the bytes any more. */
record Payload(ContentType type, byte[] bytes) {

    static final Payload VOID = new Payload(ContentType.VOID, new byte[0]);

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
