package io.sluice.runners.java;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import java.io.IOException;
import java.io.StringReader;
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
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement parsed = JsonParser.parseReader(reader);
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return parsed;
            }
            throw new AlgorithmFailure("the input is not JSON: more follows its value", Failure.INPUT_ERROR);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new AlgorithmFailure("the input is not JSON: " + e.getMessage(), Failure.INPUT_ERROR);
        }
    }
}
