package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which failures are caught.
 *
 * @param fields what fields of the failure must be: {@code type}, {@code status}, {@code title}, {@code detail}, {@code instance}
 * @param when a further condition on the failure, or null
 * @param exceptWhen what must not hold, or null
 */
public record ErrorFilter(
        Map<String, JsonNode> fields,
        @Nullable Expression when,
        @Nullable Expression exceptWhen) {

    public ErrorFilter {
        fields = Map.copyOf(fields);
    }

    /** Whether the failure's fields are those that are asked for. */
    public boolean matches(JsonNode error) {
        return fields.entrySet().stream().allMatch(field -> error.path(field.getKey())
                .asText()
                .equals(field.getValue().asText()));
    }
}
