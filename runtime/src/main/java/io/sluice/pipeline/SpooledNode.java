package io.sluice.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.sluice.pool.Payload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are too large for memory, as a value: handed on as it is, and nothing that expressions could look into or make a part of
 * a document.
 */
final class SpooledNode extends ValueNode {

    private static final long serialVersionUID = 1L;

    private final transient Payload payload;

    SpooledNode(Payload payload) {
        this.payload = payload;
    }

    Payload payload() {
        return payload;
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    @Override
    public JsonNodeType getNodeType() {
        return JsonNodeType.POJO;
    }

    @Override
    public String asText() {
        return "(" + payload.length() + " bytes)";
    }

    @Override
    public void serialize(JsonGenerator to, SerializerProvider provider) throws IOException {
        throw JsonMappingException.from(
                to,
                payload.length() + " bytes are too many to be a part of a value (sluice.payload.spool-above);"
                        + " pass them on as they are, or keep them as data and pass their address on");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpooledNode node && node.payload.equals(payload);
    }

    @Override
    public int hashCode() {
        return payload.hashCode();
    }
}
