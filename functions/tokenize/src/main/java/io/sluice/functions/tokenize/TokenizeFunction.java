package io.sluice.functions.tokenize;

import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.sluice.functions.text.Texts;
import jakarta.inject.Singleton;

/** Cuts one text or a list into tokens. The model is loaded at start, before the instance is ready; for any thread. */
@Singleton
@Startup
public final class TokenizeFunction {

    private final TweetTokenizer tokenizer = TweetTokenizer.load();

    /** @return the list of tokens, or a list of such lists when a list came */
    @Funq("tokenize")
    public Object tokenize(Texts input) {
        return input.content().map(tokenizer::tokenize);
    }
}
