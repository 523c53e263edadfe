package io.sluice.functions.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.sluice.functions.text.Texts;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one text or a list into tokens. The model is loaded with this class: before the instance is ready or, in a native image,
 * while the image is built, so that it stands in its heap. For any thread.
 */
@Singleton
@Startup
public final class TokenizeFunction {

    private static final TweetTokenizer TOKENIZER = TweetTokenizer.load();

    /**
     * @param input {@link Texts}
     * @return the list of tokens, or a list of such lists when a list came
     */
    @Funq("tokenize")
    public Object tokenize(@Nullable JsonNode input) {
        return Texts.of(input).content().map(TOKENIZER::tokenize);
    }
}
