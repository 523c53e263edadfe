package io.sluice.functions.lemmatize;

import io.sluice.functions.maxent.HashedModel;
import io.sluice.functions.text.Spares;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Replaces tokens by lemmas, as OpenNLP's English models see them. Tokens that are not words (emoticons, marks, hashtags,
 * handles) stay as they are; a contraction becomes the lemmas of its words. For any thread: OpenNLP's classes are not, so each
 * call has a tagger and a lemmatizer for itself.
 */
public final class TokenLemmatizer {

    private static final List<String> FIRST = List.of("It", "was", "loading");

    private final Spares<Tools> tools;

    private TokenLemmatizer(HashedModel tags, HashedModel lemmas) {
        tools = new Spares<>(() -> new Tools(new Tagger(tags), new Lemmatizer(lemmas)));
    }

    /** Loads the models from the class path and uses them, so that the first caller finds all ready. */
    public static TokenLemmatizer load() {
        try {
            var lemmatizer = new TokenLemmatizer(HashedModel.load("/tags.model"), HashedModel.load("/lemmas.model"));
            lemmatizer.lemmatize(FIRST);
            return lemmatizer;
        } catch (IOException e) {
            throw new UncheckedIOException("the models must be readable", e);
        }
    }

    /** The lemmas in the tokens' order: one for each token, but for contractions ({@code don't}: {@code do}, {@code not}). */
    public List<String> lemmatize(List<String> tokens) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        var words = tokens.stream().map(token -> token.replace('’', '\'')).toArray(String[]::new);
        var found = tools.use(mine -> mine.lemmatize(words));
        var result = new ArrayList<String>(words.length);
        for (int i = 0; i < words.length; i++) {
            result.addAll(isWord(words[i]) ? lemmas(words[i], found[i]) : List.of(tokens.get(i)));
        }
        return result;
    }

    /** The models join the words of a contraction by +, and say _ of what has no lemma. */
    private static List<String> lemmas(String word, String found) {
        var lemmas = Arrays.stream(found.split("\\+"))
                .filter(lemma -> !lemma.isBlank())
                .toList();
        return lemmas.isEmpty() || found.equals("_") ? List.of(word.toLowerCase(Locale.ROOT)) : lemmas;
    }

    /** Letters and apostrophes only: what a dictionary could know. */
    private static boolean isWord(String token) {
        return token.codePoints().allMatch(c -> Character.isLetter(c) || c == '\'' || c == '-')
                && token.codePoints().anyMatch(Character::isLetter);
    }

    private record Tools(Tagger tagger, Lemmatizer lemmatizer) {

        String[] lemmatize(String[] words) {
            return lemmatizer.lemmatize(words, tagger.tag(words));
        }
    }
}
