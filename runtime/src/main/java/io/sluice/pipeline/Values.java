package io.sluice.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.contract.ContentType;
import io.sluice.pool.Payload;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Payloads as values that expressions can use, and back. Bytes stay bytes as long as no expression makes a text of them, and stay
 * where they are if they are too large for memory.
 */
final class Values {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NODE = 16;
    private static final int SMALL = 2048;

    private Values() {}

    /** @throws IllegalArgumentException when it says that it is JSON and is not */
    static JsonNode of(Payload payload) {
        if (payload.spooled() != null) {
            return new SpooledNode(payload);
        }
        byte[] bytes = payload.bytes().getBytes();
        return switch (payload.type()) {
            case JSON -> json(bytes);
            case TEXT -> JsonNodeFactory.instance.textNode(new String(bytes, StandardCharsets.UTF_8));
            case BINARY -> JsonNodeFactory.instance.binaryNode(bytes);
            case VOID -> JsonNodeFactory.instance.nullNode();
        };
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return bytes.length == 0 ? JsonNodeFactory.instance.nullNode() : JSON.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("is not JSON: " + e.getMessage(), e);
        }
    }

    static Payload payload(JsonNode value) {
        if (value.isMissingNode()) {
            return Payload.NOTHING;
        }
        if (value instanceof SpooledNode spooled) {
            return spooled.payload();
        }
        if (value instanceof BinaryNode binary) {
            return new Payload(ContentType.BINARY, Buffer.buffer(binary.binaryValue()));
        }
        if (value.isTextual()) {
            return new Payload(ContentType.TEXT, Buffer.buffer(value.textValue()));
        }
        try {
            return new Payload(ContentType.JSON, Buffer.buffer(JSON.writeValueAsBytes(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * The same, in memory.
     *
     * @throws IllegalArgumentException when it is not there, as it is too large
     */
    static Payload held(JsonNode value) {
        if (value instanceof SpooledNode spooled) {
            throw new IllegalArgumentException("has " + spooled.payload().length()
                    + " bytes, which only functions can be given (sluice.payload.spool-above)");
        }
        return payload(value);
    }

    /** Whether it is read in a moment, so that a thread of its own would take longer. */
    static boolean isSmall(Payload payload) {
        return payload.size() <= SMALL;
    }

    /** Whether it is written in a moment. */
    static boolean isSmall(JsonNode value) {
        return left(value, SMALL) >= 0;
    }

    private static int left(JsonNode value, int room) {
        int left = room - NODE;
        if (value.isTextual()) {
            return left - value.textValue().length();
        }
        if (value instanceof BinaryNode) {
            return left;
        }
        Iterator<JsonNode> inner = value.elements();
        while (left >= 0 && inner.hasNext()) {
            left = left(inner.next(), left);
        }
        return left;
    }

    /** About how many bytes it takes up. */
    static long size(JsonNode value) {
        if (value instanceof BinaryNode binary) {
            return NODE + binary.binaryValue().length;
        }
        if (value.isTextual()) {
            return NODE + value.textValue().length();
        }
        long size = NODE;
        for (JsonNode inner : value) {
            size += size(inner);
        }
        return size;
    }
}
