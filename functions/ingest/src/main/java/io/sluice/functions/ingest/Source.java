package io.sluice.functions.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.functions.AlgorithmException;
import org.jspecify.annotations.Nullable;

/** Where tweets come from: the body itself, an address, or a user's timeline. */
public sealed interface Source {

    /** The body is the tweets, in one of the forms that {@link TweetReader} knows. */
    record Content(String text) implements Source {}

    /** The body is the tweets, as a list that JSON already made. */
    record Parsed(JsonNode tweets) implements Source {}

    /** {@code {"url": ...}}. */
    record Address(String url) implements Source {}

    /** {@code {"user": ...}}. */
    record User(String name) implements Source {}

    /** @throws io.sluice.functions.AlgorithmException an {@code InputError} for anything else */
    static Source of(@Nullable JsonNode json) {
        if (json == null) {
            throw none("nothing");
        }
        if (json.isTextual()) {
            return new Content(json.textValue());
        }
        if (json.isArray()) {
            return new Parsed(json);
        }
        if (json.path("url").isTextual()) {
            return new Address(json.get("url").textValue());
        }
        if (json.path("user").isTextual()) {
            return new User(json.get("user").textValue());
        }
        if (json.path("text").isTextual()) {
            return new Parsed(JsonNodeFactory.instance.arrayNode().add(json));
        }
        throw none(json.isObject() ? "an object without one of them that is a string" : json.asText());
    }

    private static AlgorithmException none(String was) {
        return InputErrors.of(
                "input must be text, a list of tweets, or an object with \"url\", \"user\" or \"text\", was %s", was);
    }
}
