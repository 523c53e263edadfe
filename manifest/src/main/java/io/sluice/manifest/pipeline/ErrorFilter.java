package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** The DSL's own types have had several addresses in the course of its versions. */
    private static final Pattern STANDARD =
            Pattern.compile("https://serverlessworkflow\\.io/(?:spec/1\\.0\\.\\d+/errors|dsl/errors/types)/([a-z]+)");

    public ErrorFilter {
        fields = Map.copyOf(fields);
    }

    /** Whether the failure's fields are those that are asked for. */
    public boolean matches(JsonNode error) {
        return fields.entrySet().stream().allMatch(field -> is(field.getKey(), field.getValue(), error));
    }

    private static boolean is(String name, JsonNode wanted, JsonNode error) {
        String found = error.path(name).asText();
        return name.equals("type")
                ? plain(wanted.asText()).equals(plain(found))
                : wanted.asText().equals(found);
    }

    private static String plain(String type) {
        Matcher standard = STANDARD.matcher(type);
        return standard.matches() ? standard.group(1) : type;
    }
}
