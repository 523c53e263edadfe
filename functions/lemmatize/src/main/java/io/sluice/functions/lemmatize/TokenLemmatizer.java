package io.sluice.functions.lemmatize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.lemmatizer.LemmatizerModel;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;

/**
 * Replaces tokens by lemmas, as OpenNLP's English models see them. Tokens that are not words (emoticons, marks, hashtags,
 * handles) stay as they are. For any thread: OpenNLP's classes are not, so each call has its own over the shared models.
 */
public final class TokenLemmatizer {

    private static final String POS_MODEL = "/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";
    private static final String LEMMA_MODEL = "/opennlp-en-ud-ewt-lemmas-1.3-2.5.4.bin";

    private final POSModel pos;
    private final LemmatizerModel lemmas;

    private TokenLemmatizer(POSModel pos, LemmatizerModel lemmas) {
        this.pos = pos;
        this.lemmas = lemmas;
    }

    /** Loads the models from the class path. */
    public static TokenLemmatizer load() {
        return new TokenLemmatizer(load(POS_MODEL, POSModel::new), load(LEMMA_MODEL, LemmatizerModel::new));
    }

    /** As many lemmas as there are tokens, in their order. */
    public List<String> lemmatize(List<String> tokens) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        var words = tokens.toArray(String[]::new);
        var found = new LemmatizerME(lemmas).lemmatize(words, new POSTaggerME(pos).tag(words));
        var result = new ArrayList<String>(words.length);
        for (int i = 0; i < words.length; i++) {
            result.add(isWord(words[i]) && !found[i].isBlank() ? found[i] : words[i]);
        }
        return result;
    }

    /** Letters and apostrophes only: what a dictionary could know. */
    private static boolean isWord(String token) {
        return token.codePoints().allMatch(c -> Character.isLetter(c) || c == '\'' || c == '’' || c == '-')
                && token.codePoints().anyMatch(Character::isLetter);
    }

    private static <M> M load(String name, ModelReader<M> reader) {
        try (var in = Objects.requireNonNull(TokenLemmatizer.class.getResourceAsStream(name), name)) {
            return reader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("model '%s' must be readable".formatted(name), e);
        }
    }

    @FunctionalInterface
    private interface ModelReader<M> {
        M read(InputStream in) throws IOException;
    }
}
