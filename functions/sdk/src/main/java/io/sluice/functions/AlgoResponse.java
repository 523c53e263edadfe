package io.sluice.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.contract.ContentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a nested call answered. Immutable; its JSON tree and metadata belong to it and are not to be changed. */
public final class AlgoResponse {

    private static final double NANOS_PER_SECOND = 1e9;

    private final String function;
    private final ObjectMapper mapper;
    private final ContentType contentType;
    private final long nanos;
    private volatile byte @Nullable [] bytes;
    private volatile @Nullable JsonNode tree;
    private volatile @Nullable JsonNode metadata;

    private AlgoResponse(String function, ObjectMapper mapper, ContentType contentType, long nanos) {
        this.function = function;
        this.mapper = mapper;
        this.contentType = contentType;
        this.nanos = nanos;
    }

    /** An answer as it came, and how long it took; its JSON is read when it is asked for. */
    static AlgoResponse of(String function, ObjectMapper mapper, Payload payload, long nanos) {
        AlgoResponse answer = new AlgoResponse(function, mapper, payload.type(), nanos);
        answer.bytes = payload.bytes();
        return answer;
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
        JsonNode metadata = root.path("metadata");
        ContentType type = contentTypeOf(metadata.path("content_type").asText("json"));
        AlgoResponse answer = new AlgoResponse(function, mapper, type, 0);
        answer.tree = result == null ? NullNode.instance : result;
        answer.metadata = metadata;
        return answer;
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
        return switch (contentType) {
            case TEXT, BINARY -> new String(bytes(), StandardCharsets.UTF_8);
            case JSON, VOID -> textOf(json());
        };
    }

    private static String textOf(JsonNode result) {
        return result.isTextual() ? result.textValue() : result.toString();
    }

    /** The result as bytes: bytes as they are, everything else as {@link #asString()} in UTF-8. */
    public byte[] asBytes() {
        return switch (contentType) {
            case TEXT, BINARY -> bytes().clone();
            case JSON, VOID -> asString().getBytes(StandardCharsets.UTF_8);
        };
    }

    /**
     * The result as a JSON tree; bytes are a base64 string.
     *
     * @throws AlgorithmFailure when it says that it is JSON and is not
     */
    public JsonNode json() {
        JsonNode known = tree;
        if (known == null) {
            known = read(bytes());
            tree = known;
        }
        return known;
    }

    private JsonNode read(byte[] from) {
        return switch (contentType) {
            case TEXT -> TextNode.valueOf(new String(from, StandardCharsets.UTF_8));
            case BINARY -> TextNode.valueOf(Base64.getEncoder().encodeToString(from));
            case VOID -> NullNode.instance;
            case JSON -> parse(from);
        };
    }

    private JsonNode parse(byte[] json) {
        try {
            return mapper.readTree(json);
        } catch (IOException broken) {
            throw NestedFailures.notJson(function, reason(broken), broken);
        }
    }

    private byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            known = write(json());
            bytes = known;
        }
        return known;
    }

    private byte[] write(JsonNode result) {
        return switch (contentType) {
            case TEXT -> textOf(result).getBytes(StandardCharsets.UTF_8);
            case JSON, VOID -> result.toString().getBytes(StandardCharsets.UTF_8);
            case BINARY -> Base64.getDecoder().decode(result.textValue());
        };
    }

    /** What the runtime says beside the result: {@code content_type}, {@code duration} in seconds. */
    public JsonNode metadata() {
        JsonNode known = metadata;
        if (known == null) {
            known = JsonNodeFactory.instance
                    .objectNode()
                    .put("content_type", contentType.word())
                    .put("duration", nanos / NANOS_PER_SECOND);
            metadata = known;
        }
        return known;
    }

    /** What kind of payload the result is. */
    public ContentType contentType() {
        return contentType;
    }

    /** The result as it goes on to the next function: of the same kind, nothing read that need not be. */
    Payload payload() {
        return contentType == ContentType.VOID ? Payload.VOID : new Payload(contentType, bytes());
    }

    private <T> T convert(JavaType type) {
        ObjectReader reader = mapper.readerFor(type);
        byte[] unread = contentType == ContentType.JSON && tree == null ? bytes : null;
        try {
            return unread == null ? reader.readValue(json()) : reader.readValue(unread);
        } catch (IOException mismatch) {
            throw NestedFailures.otherType(function, type.toCanonical(), reason(mismatch), mismatch);
        }
    }

    private static String reason(IOException broken) {
        return broken instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(broken);
    }
}
