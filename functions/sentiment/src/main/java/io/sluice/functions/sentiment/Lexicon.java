package io.sluice.functions.sentiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The VADER lexicon: the mean valence, -4 to 4, that people gave to words and emoticons (C.J. Hutto and E. Gilbert,
 * VADER, ICWSM 2014). The build takes it from a Maven artifact. Immutable, for any thread.
 */
public final class Lexicon {

    private static final String RESOURCE = "/vader_sentiment_lexicon.txt";

    private final Map<String, Float> valences;

    private Lexicon(Map<String, Float> valences) {
        this.valences = valences;
    }

    /** Loads it from the class path. */
    public static Lexicon load() {
        var valences = new HashMap<String, Float>(16_384);
        try (var in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(RESOURCE), RESOURCE);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line, valences);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("lexicon '%s' must be readable".formatted(RESOURCE), e);
        }
        return new Lexicon(valences);
    }

    private static void add(String line, Map<String, Float> valences) {
        int word = line.indexOf('\t');
        int valence = line.indexOf('\t', word + 1);
        if (word > 0 && valence > 0) {
            valences.put(line.substring(0, word), Float.valueOf(line.substring(word + 1, valence)));
        }
    }

    /** The valence of a word in lower case, or of an emoticon; 0 for one that is not in it. */
    float valence(String word) {
        return valences.getOrDefault(word, 0f);
    }
}
