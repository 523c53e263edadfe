package io.sluice.functions.tokenize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a tweet into tokens: emoticons, emoji, addresses, handles, hashtags and runs of marks stay whole, OpenNLP's English model
 * cuts what stands between them. Contractions stay whole too: the models that come after learnt them so ({@code don't} is
 * {@code AUX+PART}). For any thread.
 */
public final class TweetTokenizer {

    private static final String FIRST = "It's loading...";

    private static final Pattern WHOLE = Pattern.compile(String.join(
            "|",
            "https?://\\S+",
            "(?<![\\w])[@#]\\w+",
            "<3+|</3",
            "(?<![\\w])[<>]?[:;=8xX][-o*']?[)\\](\\[dDpP/\\\\|@}{3*]+(?![\\w])",
            "[(\\[)\\]]+[-o*']?[:;=](?![\\w])",
            "[!?]{1,}|\\.{2,}|…",
            "[\\p{So}\\p{Sk}&&[^^`]][\\uFE0F\\u200D\\p{So}\\p{Sk}&&[^^`]]*"));

    private final Cutter between;

    private TweetTokenizer(Cutter between) {
        this.between = between;
    }

    /** Loads the model from the class path and uses it, so that the first caller finds all ready. */
    public static TweetTokenizer load() {
        try {
            var tokenizer = new TweetTokenizer(Cutter.load());
            tokenizer.tokenize(FIRST);
            return tokenizer;
        } catch (IOException e) {
            throw new UncheckedIOException("the tokenizer's model must be readable", e);
        }
    }

    /** The tokens in their order; none for a text of nothing but space. */
    public List<String> tokenize(String text) {
        var tokens = new ArrayList<String>();
        var whole = WHOLE.matcher(text);
        int start = 0;
        while (whole.find()) {
            between.cut(text.substring(start, whole.start()), tokens);
            tokens.add(whole.group());
            start = whole.end();
        }
        between.cut(text.substring(start), tokens);
        return tokens;
    }
}
