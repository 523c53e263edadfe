package io.sluice.functions.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The input of a function over texts: a text, an object with a {@code text}, or a list of those.
 *
 * @param content the texts
 */
public record Texts(OneOrMany<String> content) {

    private static final String RULE = "a text, an object with a \"text\", or a list of those";

    /** @throws io.sluice.functions.AlgorithmException an {@code InputError}, for anything else */
    public static Texts of(@Nullable JsonNode json) {
        if (json == null || !json.isArray()) {
            return new Texts(OneOrMany.one(text(json, "input")));
        }
        return new Texts(OneOrMany.many(IntStream.range(0, json.size())
                .mapToObj(i -> text(json.get(i), "input[" + i + "]"))
                .toList()));
    }

    private static String text(@Nullable JsonNode json, String thing) {
        var text = json != null && json.isObject() ? json.path("text") : json;
        if (text == null || !text.isTextual()) {
            throw InputErrors.mustBe(thing, RULE, json);
        }
        return text.textValue();
    }
}
