package io.sluice.functions.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contract.Failure;
import io.sluice.functions.AlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the texts of documents in their three forms: a string, an object with {@code text}, a list of either. */
final class Documents {

    private Documents() {}

    /** @throws AlgorithmException an {@code InputError} that names the document which has another form */
    static List<String> texts(@Nullable JsonNode input) {
        if (input == null || !input.isArray()) {
            return List.of(text("the input", input));
        }
        return IntStream.range(0, input.size())
                .mapToObj(i -> text("document " + i, input.get(i)))
                .toList();
    }

    private static String text(String which, @Nullable JsonNode document) {
        JsonNode text = document != null && document.isObject() ? document.get("text") : document;
        if (text == null || !text.isTextual()) {
            String kind = document == null ? "nothing" : document.getNodeType().name();
            throw new AlgorithmException(
                    which + " must be a string, or an object with a string 'text', was "
                            + kind.toLowerCase(Locale.ROOT),
                    Failure.INPUT_ERROR);
        }
        return text.textValue();
    }
}
