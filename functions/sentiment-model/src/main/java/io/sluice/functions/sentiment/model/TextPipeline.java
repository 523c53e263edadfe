package io.sluice.functions.sentiment.model;

import io.sluice.functions.clean.Cleaner;
import io.sluice.functions.lemmatize.TokenLemmatizer;
import io.sluice.functions.tokenize.TweetTokenizer;

/** The functions that a tweet goes through before sentiment, in this process: clean, tokenize, lemmatize. */
final class TextPipeline {

    private final Cleaner cleaner = Cleaner.usual();
    private final TweetTokenizer tokenizer = TweetTokenizer.load();
    private final TokenLemmatizer lemmatizer = TokenLemmatizer.load();

    /** What arrives at sentiment: the lemmas, joined by spaces. */
    String lemmas(String text) {
        return String.join(" ", lemmatizer.lemmatize(tokenizer.tokenize(cleaner.clean(text))));
    }
}
