package io.sluice.functions.lemmatize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.sluice.functions.text.Document;
import io.sluice.functions.text.Documents;
import io.sluice.functions.text.InputErrors;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lemmatises the tokens of one document or of several. The models are loaded with this class: before the instance is ready
 * or, in a native image, while the image is built, so that they stand in its heap. For any thread.
 */
@Singleton
@Startup
public final class LemmatizeFunction {

    private static final TokenLemmatizer LEMMATIZER = TokenLemmatizer.load();

    /**
     * @param input {@link Documents}
     * @return the list of lemmas, or a list of such lists when several documents came
     */
    @Funq("lemmatize")
    public Object lemmatize(@Nullable JsonNode input) {
        return Documents.of(input).content().map(this::lemmatize);
    }

    private List<String> lemmatize(Document document) {
        return switch (document) {
            case Document.Tokens(List<String> tokens) -> LEMMATIZER.lemmatize(tokens);
            case Document.Text(String text) ->
                throw InputErrors.of(("input must be tokens, a list of strings, was a text of %d characters: "
                                + "pipe it through demo/tokenize first")
                        .formatted(text.length()));
        };
    }
}
