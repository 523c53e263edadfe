package io.sluice.functions.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The input of a function over documents: a text, an object with a {@code text}, a flat list of strings (the tokens of
 * one document), or a list of token lists and objects (several documents). An empty list is no documents: a document without
 * tokens that goes alone is {@code [[]]}.
 *
 * @param content the documents
 */
public record Documents(OneOrMany<Document> content) {

    private static final String RULE = "a list of strings (one document's tokens) or an object with a \"text\"";

    /** @throws io.sluice.functions.AlgorithmException an {@code InputError}, for anything else */
    public static Documents of(@Nullable JsonNode json) {
        if (json == null) {
            throw InputErrors.mustBe("input", RULE, null);
        }
        if (json.isTextual()) {
            return new Documents(OneOrMany.one(new Document.Text(json.textValue())));
        }
        if (json.isArray() && (json.isEmpty() || !json.get(0).isTextual())) {
            return new Documents(OneOrMany.many(IntStream.range(0, json.size())
                    .mapToObj(i -> document(json.get(i), "input[" + i + "]"))
                    .toList()));
        }
        return new Documents(OneOrMany.one(document(json, "input")));
    }

    private static Document document(JsonNode json, String thing) {
        if (json.isObject() && json.path("text").isTextual()) {
            return new Document.Text(json.get("text").textValue());
        }
        if (!json.isArray()) {
            throw InputErrors.mustBe(thing, RULE, json);
        }
        return new Document.Tokens(IntStream.range(0, json.size())
                .mapToObj(i -> token(json.get(i), thing + "[" + i + "]"))
                .toList());
    }

    private static String token(JsonNode token, String thing) {
        if (!token.isTextual()) {
            throw InputErrors.mustBe(thing, "a string (a flat list is one document's tokens)", token);
        }
        return token.textValue();
    }
}
