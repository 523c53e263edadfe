package io.sluice.functions.sentiment;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * A multinomial logistic regression over features that are there or not. Immutable, for any thread.
 *
 * <p>The file: the magic number {@value #MAGIC}, the number n of features, the scale (a float); n hashes in ascending
 * order (ints); n times three weights (bytes, times the scale), in the order of {@link Label}. All big-endian. Features
 * are known by their hash alone: two that share one share weights, which costs nothing measurable at this size.
 */
public final class SentimentModel {

    private static final int MAGIC = 0x534C5332;
    private static final int LABELS = Label.values().length;
    private static final String RESOURCE = "/sentiment.model";

    private final Features features;
    private final int[] hashes;
    private final byte[] weights;
    private final float scale;

    private SentimentModel(Features features, int[] hashes, byte[] weights, float scale) {
        this.features = features;
        this.hashes = hashes;
        this.weights = weights;
        this.scale = scale;
    }

    /** Loads the model that ships with the function. */
    public static SentimentModel load() {
        try (var in = Objects.requireNonNull(SentimentModel.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return read(in, new Features(Lexicon.load()));
        } catch (IOException e) {
            throw new UncheckedIOException("sentiment model '%s' must be readable".formatted(RESOURCE), e);
        }
    }

    /**
     * Reads a model.
     *
     * @throws IOException when it cannot be read or is not one
     */
    public static SentimentModel read(InputStream from, Features features) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(from));
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new IOException("sentiment model must start with %08x, starts with %08x".formatted(MAGIC, magic));
        }
        int count = in.readInt();
        float scale = in.readFloat();
        var hashes = new int[count];
        ByteBuffer.wrap(in.readNBytes(count * Integer.BYTES)).asIntBuffer().get(hashes);
        var weights = in.readNBytes(count * LABELS);
        if (weights.length != count * LABELS) {
            throw new IOException("sentiment model must have %d features, ends too soon".formatted(count));
        }
        return new SentimentModel(features, hashes, weights, scale);
    }

    /** Writes weights as a model: {@code weights} maps a feature's {@link #hash} to one weight per label. */
    public static void write(SortedMap<Integer, float[]> weights, OutputStream to) throws IOException {
        float largest = 1e-6f;
        for (var row : weights.values()) {
            for (float weight : row) {
                largest = Math.max(largest, Math.abs(weight));
            }
        }
        float scale = largest / Byte.MAX_VALUE;
        var out = new DataOutputStream(to);
        out.writeInt(MAGIC);
        out.writeInt(weights.size());
        out.writeFloat(scale);
        for (int hash : weights.keySet()) {
            out.writeInt(hash);
        }
        for (var row : weights.values()) {
            for (float weight : row) {
                out.writeByte(Math.round(weight / scale));
            }
        }
        out.flush();
    }

    /** What a feature is known by: FNV-1a over its UTF-16 units. */
    public static int hash(String feature) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < feature.length(); i++) {
            hash = (hash ^ feature.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    /** Says what a text, or a document's tokens joined by spaces, is. */
    public Sentiment classify(String text) {
        var logits = new double[LABELS];
        for (var feature : features.of(text)) {
            int at = Arrays.binarySearch(hashes, hash(feature));
            for (int label = 0; at >= 0 && label < LABELS; label++) {
                logits[label] += scale * weights[at * LABELS + label];
            }
        }
        return sentiment(softmax(logits));
    }

    private static Sentiment sentiment(double[] probabilities) {
        Map<Label, Double> scores = new EnumMap<>(Label.class);
        var best = Label.NEGATIVE;
        for (var label : Label.values()) {
            scores.put(label, Math.round(probabilities[label.ordinal()] * 1e4) / 1e4);
            best = probabilities[label.ordinal()] > probabilities[best.ordinal()] ? label : best;
        }
        return new Sentiment(best, Objects.requireNonNull(scores.get(best)), scores);
    }

    private static double[] softmax(double[] logits) {
        double largest = Arrays.stream(logits).max().orElse(0);
        var powers = Arrays.stream(logits).map(x -> Math.exp(x - largest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(x -> x / sum).toArray();
    }
}
