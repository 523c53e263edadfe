package io.sluice.functions.clean;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.functions.text.InputErrors;
import io.sluice.functions.text.OneOrMany;
import io.sluice.functions.text.Texts;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The texts to clean, and what to remove from them when the caller says so: {@code {"text": ..., "options":
 * {"remove": ["urls"]}}}, where {@code text} may be a list too.
 *
 * @param texts what to clean
 * @param removals what to remove; empty: what the function is configured to
 */
public record CleanInput(OneOrMany<String> texts, Optional<Set<Removal>> removals) {

    /** @throws io.sluice.functions.AlgorithmException an {@code InputError}, for anything else */
    public static CleanInput of(@Nullable JsonNode json) {
        if (json == null || json.path("options").isMissingNode()) {
            return new CleanInput(Texts.of(json).content(), Optional.empty());
        }
        return new CleanInput(Texts.of(json.path("text")).content(), Optional.of(removals(json.get("options"))));
    }

    private static Set<Removal> removals(JsonNode options) {
        if (!options.isObject()) {
            throw InputErrors.mustBe("options", "an object with \"remove\"", options);
        }
        var remove = options.path("remove");
        if (!remove.isArray()) {
            throw InputErrors.mustBe("options.remove", "a list of strings", remove);
        }
        var words = StreamSupport.stream(remove.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return Removal.parse("options.remove", String.join(",", words));
    }
}
