package io.sluice.functions.sentiment;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * The VADER lexicon: the mean valence, -4 to 4, that people gave to words and emoticons (C.J. Hutto and E. Gilbert,
 * VADER, ICWSM 2014). The build makes its file of a Maven artifact ({@link LexiconFile}). Words are known by their {@link
 * SentimentModel#hash} alone. Immutable, for any thread.
 */
public final class Lexicon {

    private static final String RESOURCE = "/sentiment.lexicon";

    private final int[] hashes;
    private final float[] valences;

    private Lexicon(int[] hashes, float[] valences) {
        this.hashes = hashes;
        this.valences = valences;
    }

    /** Loads it from the class path. */
    public static Lexicon load() {
        try (var in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("lexicon '%s' must be readable".formatted(RESOURCE), e);
        }
    }

    /** Reads what {@link LexiconFile} writes: the number n of words, n hashes in ascending order, n valences. */
    private static Lexicon read(InputStream from) throws IOException {
        var in = new DataInputStream(from);
        int count = in.readInt();
        var file = ByteBuffer.wrap(in.readAllBytes());
        if (file.remaining() != count * (Integer.BYTES + Float.BYTES)) {
            throw new IOException("lexicon must have %d words, has %d bytes".formatted(count, file.remaining()));
        }
        var hashes = new int[count];
        var valences = new float[count];
        file.asIntBuffer().get(hashes);
        file.position(count * Integer.BYTES).asFloatBuffer().get(valences);
        return new Lexicon(hashes, valences);
    }

    /** The valence of a word in lower case, or of an emoticon; 0 for one that is not in it. */
    float valence(String word) {
        int at = Arrays.binarySearch(hashes, SentimentModel.hash(word));
        return at < 0 ? 0f : valences[at];
    }
}
