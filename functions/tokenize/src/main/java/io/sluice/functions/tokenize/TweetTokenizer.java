package io.sluice.functions.tokenize;

import io.sluice.functions.text.Spares;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import opennlp.tools.tokenize.Tokenizer;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;

/**
 * Cuts a tweet into tokens: emoticons, emoji, addresses, handles, hashtags and runs of marks stay whole, OpenNLP's English model
 * cuts what stands between them. Contractions stay whole too: the models that come after learnt them so ({@code don't} is
 * {@code AUX+PART}). For any thread: OpenNLP's tokenizer is not, so each call has one for itself.
 */
public final class TweetTokenizer {

    private static final String MODEL = "/opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin";

    private static final Pattern WHOLE = Pattern.compile(String.join(
            "|",
            "https?://\\S+",
            "(?<![\\w])[@#]\\w+",
            "<3+|</3",
            "(?<![\\w])[<>]?[:;=8xX][-o*']?[)\\](\\[dDpP/\\\\|@}{3*]+(?![\\w])",
            "[(\\[)\\]]+[-o*']?[:;=](?![\\w])",
            "[!?]{1,}|\\.{2,}|…",
            "[\\p{So}\\p{Sk}&&[^^`]][\\uFE0F\\u200D\\p{So}\\p{Sk}&&[^^`]]*"));

    private final Spares<TokenizerME> tokenizers;

    private TweetTokenizer(TokenizerModel model) {
        tokenizers = new Spares<>(() -> new TokenizerME(model));
    }

    /** Loads the model from the class path. */
    public static TweetTokenizer load() {
        try (var in = Objects.requireNonNull(TweetTokenizer.class.getResourceAsStream(MODEL), MODEL)) {
            return new TweetTokenizer(new TokenizerModel(in));
        } catch (IOException e) {
            throw new UncheckedIOException("tokenizer model '%s' must be readable".formatted(MODEL), e);
        }
    }

    /** The tokens in their order; none for a text of nothing but space. */
    public List<String> tokenize(String text) {
        return tokenizers.use(between -> tokenize(text, between));
    }

    private static List<String> tokenize(String text, Tokenizer between) {
        var tokens = new ArrayList<String>();
        var whole = WHOLE.matcher(text);
        int start = 0;
        while (whole.find()) {
            Collections.addAll(tokens, between.tokenize(text.substring(start, whole.start())));
            tokens.add(whole.group());
            start = whole.end();
        }
        Collections.addAll(tokens, between.tokenize(text.substring(start)));
        return tokens;
    }
}
