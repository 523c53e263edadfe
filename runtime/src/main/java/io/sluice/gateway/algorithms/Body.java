package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request says, in JSON whose unknown fields are passed over: clients of all ages send more than is read here. */
record Body(JsonNode json) {

    private static final int MOST_BYTES = 256 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a body, bounded; none at all says nothing. */
    static Body read(@Nullable InputStream in) throws IOException {
        byte[] bytes = in == null ? new byte[0] : in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new BadRequest(413, 0, "a description has at most " + MOST_BYTES + " bytes");
        }
        try {
            return new Body(bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes));
        } catch (JsonProcessingException e) {
            throw new BadRequest(400, ErrorReply.BAD_JSON, "the body must be JSON: " + e.getOriginalMessage());
        }
    }

    /** The same of a body that some clients send as a form by mistake, which then says nothing. */
    static Body lenient(@Nullable InputStream in) throws IOException {
        try {
            return read(in);
        } catch (BadRequest e) {
            return new Body(MissingNode.getInstance());
        }
    }

    Body of(String field) {
        return new Body(json.path(field));
    }

    /** A text, or null where there is none. */
    @Nullable
    String text(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(field, "a text", value.toString());
        }
        return value.asText();
    }

    /** A text, or an empty one where there is none. */
    String textOrEmpty(String field) {
        String value = text(field);
        return value == null ? "" : value;
    }

    /** A text that must be there. */
    String required(String field) {
        String value = text(field);
        if (value == null || value.isBlank()) {
            throw invalid(field, "there, and a text", null);
        }
        return value;
    }

    @Nullable
    Boolean flag(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw invalid(field, "true or false", value.toString());
        }
        return value.asBoolean();
    }

    /** One of several words, or null where there is none. */
    <T> @Nullable T word(String field, Function<String, Optional<T>> words, String rule) {
        String value = text(field);
        return value == null ? null : words.apply(value).orElseThrow(() -> invalid(field, rule, value));
    }

    static BadRequest invalid(String field, String rule, @Nullable String value) {
        return new BadRequest(
                400,
                ErrorReply.INVALID_INPUT,
                "'" + field + "' must be " + rule + (value == null ? "" : ", was '" + value + "'"));
    }
}
