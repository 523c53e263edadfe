package io.sluice.functions.lemmatize;

import io.sluice.functions.text.Spares;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.lemmatizer.LemmatizerModel;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;

/**
 * Replaces tokens by lemmas, as OpenNLP's English models see them. Tokens that are not words (emoticons, marks, hashtags,
 * handles) stay as they are; a contraction becomes the lemmas of its words. For any thread: OpenNLP's classes are not, so each call has a tagger and a lemmatizer for
 * itself; a tagger parses its feature description anew when it is made, which costs as much as tagging a tweet.
 */
public final class TokenLemmatizer {

    private static final String POS_MODEL = "/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";
    private static final String LEMMA_MODEL = "/opennlp-en-ud-ewt-lemmas-1.3-2.5.4.bin";

    /** The best lemma so far goes on alone: three (the model's own choice) differ in 4 of 10,000 tokens and take thrice as long. */
    private static final int BEAM = 1;

    private static final List<String> FIRST = List.of("It", "was", "loading");

    private final Spares<Tools> tools;

    private TokenLemmatizer(POSModel pos, LemmatizerModel lemmas) {
        tools = new Spares<>(() -> new Tools(new POSTaggerME(pos), new LemmatizerME(lemmas)));
    }

    /** Loads the models from the class path, both at once, and uses them, so that the first caller finds all ready. */
    public static TokenLemmatizer load() {
        var pos = CompletableFuture.supplyAsync(() -> load(POS_MODEL, POSModel::new));
        var lemmas = narrow(load(LEMMA_MODEL, LemmatizerModel::new));
        var lemmatizer = new TokenLemmatizer(pos.join(), lemmas);
        lemmatizer.lemmatize(FIRST);
        return lemmatizer;
    }

    private static LemmatizerModel narrow(LemmatizerModel model) {
        MaxentModel weights = model.getArtifact("lemmatizer.model");
        return new LemmatizerModel(model.getLanguage(), weights, BEAM, new HashMap<>(), model.getFactory());
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

    private static <M> M load(String name, ModelReader<M> reader) {
        try (var in = Objects.requireNonNull(TokenLemmatizer.class.getResourceAsStream(name), name)) {
            return reader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("model '%s' must be readable".formatted(name), e);
        }
    }

    private record Tools(POSTaggerME tagger, LemmatizerME lemmatizer) {

        String[] lemmatize(String[] words) {
            return lemmatizer.lemmatize(words, tagger.tag(words));
        }
    }

    @FunctionalInterface
    private interface ModelReader<M> {
        M read(InputStream in) throws IOException;
    }
}
