package io.sluice.functions.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contract.Failure;
import io.sluice.functions.AlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words what is wrong with an input, so that all text functions say it alike. */
public final class InputErrors {

    private InputErrors() {}

    /** An {@code InputError}: {@code thing} must be {@code rule}, was what {@code value} is. */
    public static AlgorithmException mustBe(String thing, String rule, @Nullable JsonNode value) {
        return of("%s must be %s, was %s".formatted(thing, rule, describe(value)));
    }

    /** An {@code InputError} with a message of the function's own. */
    public static AlgorithmException of(String message) {
        return new AlgorithmException(message, Failure.INPUT_ERROR);
    }

    private static String describe(@Nullable JsonNode value) {
        if (value == null) {
            return "nothing";
        }
        return switch (value.getNodeType()) {
            case ARRAY -> "a list of " + value.size();
            case OBJECT ->
                value.has("text")
                        ? "an object whose \"text\" is " + describe(value.get("text"))
                        : "an object without \"text\"";
            case STRING -> "a text";
            case NUMBER, BOOLEAN -> value.asText();
            case NULL, MISSING -> "nothing";
            case BINARY, POJO -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
