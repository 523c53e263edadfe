package io.sluice.runners.java;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a call is given: bytes, or text or JSON as a tree. */
sealed interface Input {

    /** Octets; as JSON they are base64. */
    record Bytes(byte[] bytes) implements Input {
        @Override
        public JsonElement json() {
            return new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
        }
    }

    /** A text. */
    record Text(String text) implements Input {
        @Override
        public JsonElement json() {
            return new JsonPrimitive(text);
        }
    }

    /** A JSON value. */
    record Json(JsonElement json) implements Input {}

    /** The input as JSON, as a text would be in it. */
    JsonElement json();

    /** Reads a payload. */
    static Input of(@Nullable ContentType type, byte[] payload) throws AlgorithmFailure {
        if (type == ContentType.BINARY) {
            return new Bytes(payload);
        }
        String text = new String(payload, StandardCharsets.UTF_8);
        if (type == ContentType.TEXT) {
            return new Text(text);
        }
        return new Json(payload.length == 0 ? JsonNull.INSTANCE : parse(text));
    }

    private static JsonElement parse(String text) throws AlgorithmFailure {
        try {
            return Values.parse(text);
        } catch (JsonParseException e) {
            throw new AlgorithmFailure("the input is not JSON: " + e.getMessage(), Failure.INPUT_ERROR);
        }
    }
}
