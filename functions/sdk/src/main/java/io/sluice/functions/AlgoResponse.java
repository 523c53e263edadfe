package io.sluice.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sluice.contract.ContentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a nested call answered. Immutable; its JSON tree and metadata belong to it and are not to be changed. */
public final class AlgoResponse {

    private final String function;
    private final ObjectMapper mapper;
    private final JsonNode result;
    private final JsonNode metadata;
    private final ContentType contentType;

    private AlgoResponse(String function, ObjectMapper mapper, JsonNode result, JsonNode metadata) {
        this.function = function;
        this.mapper = mapper;
        this.result = result;
        this.metadata = metadata;
        this.contentType = contentTypeOf(metadata.path("content_type").asText("json"));
    }

    /**
     * Reads an answer of the form {@code {"result":...,"metadata":{...}}}.
     *
     * @throws AlgorithmFailure when it carries an error or is not of that form
     */
    static AlgoResponse read(String function, ObjectMapper mapper, byte[] body) {
        JsonNode root = tree(function, mapper, body);
        JsonNode error = root.get("error");
        if (error != null) {
            throw NestedFailures.ofError(function, error);
        }
        JsonNode result = root.get("result");
        return new AlgoResponse(function, mapper, result == null ? NullNode.instance : result, root.path("metadata"));
    }

    private static JsonNode tree(String function, ObjectMapper mapper, byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (IOException broken) {
            throw NestedFailures.unreadable(function, broken);
        }
    }

    private static ContentType contentTypeOf(String word) {
        return switch (word) {
            case "text" -> ContentType.TEXT;
            case "binary" -> ContentType.BINARY;
            case "void" -> ContentType.VOID;
            default -> ContentType.JSON;
        };
    }

    /**
     * The result as a value of that type.
     *
     * @throws AlgorithmFailure when it does not fit
     */
    public <T> T as(Class<T> type) {
        if (type == byte[].class) {
            return type.cast(asBytes());
        }
        return type == String.class ? type.cast(asString()) : convert(mapper.constructType(type));
    }

    /** The result as a value of a generic type: {@code as(new TypeReference<List<String>>() {})}. */
    public <T> T as(TypeReference<T> type) {
        return convert(mapper.getTypeFactory().constructType(type));
    }

    /** The result as text: a text or JSON string as it is, everything else as JSON, bytes as UTF-8. */
    public String asString() {
        if (contentType == ContentType.BINARY) {
            return new String(asBytes(), StandardCharsets.UTF_8);
        }
        return result.isTextual() ? result.textValue() : result.toString();
    }

    /** The result as bytes: bytes as they are, everything else as {@link #asString()} in UTF-8. */
    public byte[] asBytes() {
        if (contentType == ContentType.BINARY) {
            return Base64.getDecoder().decode(result.textValue());
        }
        return asString().getBytes(StandardCharsets.UTF_8);
    }

    /** The result as a JSON tree; bytes are a base64 string. */
    public JsonNode json() {
        return result;
    }

    /** What the runtime says beside the result: {@code content_type}, {@code duration} in seconds. */
    public JsonNode metadata() {
        return metadata;
    }

    /** What kind of payload the result is. */
    public ContentType contentType() {
        return contentType;
    }

    /** The result as it goes on to the next function: of the same kind, nothing read that need not be. */
    Payload payload() {
        return switch (contentType) {
            case TEXT -> Payload.text(asString());
            case BINARY -> Payload.bytes(asBytes());
            case JSON -> Payload.json(jsonBytes());
            case VOID -> Payload.VOID;
        };
    }

    private byte[] jsonBytes() {
        return result.toString().getBytes(StandardCharsets.UTF_8);
    }

    private <T> T convert(JavaType type) {
        try {
            return mapper.readerFor(type).readValue(result);
        } catch (IOException mismatch) {
            String reason =
                    mismatch instanceof JsonProcessingException json ? json.getOriginalMessage() : "" + mismatch;
            throw NestedFailures.otherType(function, type.toCanonical(), reason, mismatch);
        }
    }
}
