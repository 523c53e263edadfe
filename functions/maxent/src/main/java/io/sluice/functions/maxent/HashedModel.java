package io.sluice.functions.maxent;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import opennlp.tools.ml.model.MaxentModel;

/**
 * A maximum entropy model of OpenNLP as arrays that are read in no time: the features are known by a hash alone. The build
 * makes its file of a Maven artifact ({@link HashedModelFile}). Evaluates as OpenNLP's own class does (generalized iterative
 * scaling: A. Ratnaparkhi, A simple introduction to maximum entropy models for natural language processing, 1997).
 * Immutable, for any thread.
 */
public final class HashedModel implements MaxentModel {

    private final String[] outcomes;
    private final long[] features;
    private final int[] ends;
    private final short[] outcomesOf;
    private final double[] weights;

    /**
     * @param features the hashes of its features, ascending
     * @param ends where the weights of each feature end, and those of the next begin
     * @param outcomesOf the outcome that each weight is for
     */
    private HashedModel(String[] outcomes, long[] features, int[] ends, short[] outcomesOf, double[] weights) {
        this.outcomes = outcomes;
        this.features = features;
        this.ends = ends;
        this.outcomesOf = outcomesOf;
        this.weights = weights;
    }

    /** Reads what {@link HashedModelFile} writes from the class path. */
    public static HashedModel load(String resource) throws IOException {
        try (var in = new DataInputStream(
                Objects.requireNonNull(HashedModel.class.getResourceAsStream(resource), resource))) {
            var outcomes = new String[in.readInt()];
            for (int i = 0; i < outcomes.length; i++) {
                outcomes[i] = in.readUTF();
            }
            var features = new long[in.readInt()];
            var ends = new int[features.length];
            var weights = new double[in.readInt()];
            var outcomesOf = new short[weights.length];
            var file = ByteBuffer.wrap(in.readAllBytes());
            file.asLongBuffer().get(features);
            file.position(file.position() + features.length * Long.BYTES)
                    .asDoubleBuffer()
                    .get(weights);
            file.position(file.position() + weights.length * Double.BYTES)
                    .asIntBuffer()
                    .get(ends);
            file.position(file.position() + ends.length * Integer.BYTES)
                    .asShortBuffer()
                    .get(outcomesOf);
            return new HashedModel(outcomes, features, ends, outcomesOf, weights);
        }
    }

    /** The hash that a feature is known by: FNV-1a of its characters, 64 bits. */
    static long hash(String feature) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < feature.length(); i++) {
            hash = (hash ^ feature.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    @Override
    public double[] eval(String[] context) {
        return eval(context, new double[outcomes.length]);
    }

    @Override
    public double[] eval(String[] context, double[] probabilities) {
        Arrays.fill(probabilities, Math.log(1.0 / outcomes.length));
        for (var feature : context) {
            add(feature, 1, probabilities);
        }
        return normalized(probabilities);
    }

    @Override
    public double[] eval(String[] context, float[] values) {
        var probabilities = new double[outcomes.length];
        Arrays.fill(probabilities, Math.log(1.0 / outcomes.length));
        for (int i = 0; i < context.length; i++) {
            add(context[i], values[i], probabilities);
        }
        return normalized(probabilities);
    }

    private void add(String feature, double value, double[] sums) {
        int at = Arrays.binarySearch(features, hash(feature));
        if (at >= 0) {
            for (int i = at == 0 ? 0 : ends[at - 1]; i < ends[at]; i++) {
                sums[outcomesOf[i]] += weights[i] * value;
            }
        }
    }

    private static double[] normalized(double[] sums) {
        double total = 0;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.exp(sums[i]);
            total += sums[i];
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= total;
        }
        return sums;
    }

    @Override
    public String getBestOutcome(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return outcomes[best];
    }

    @Override
    public String getAllOutcomes(double[] probabilities) {
        var all = new StringBuilder();
        for (int i = 0; i < outcomes.length; i++) {
            all.append(outcomes[i]).append('[').append(probabilities[i]).append("] ");
        }
        return all.toString().strip();
    }

    @Override
    public String getOutcome(int index) {
        return outcomes[index];
    }

    @Override
    public int getIndex(String outcome) {
        return Arrays.asList(outcomes).indexOf(outcome);
    }

    @Override
    public int getNumOutcomes() {
        return outcomes.length;
    }
}
