package io.sluice.predictor.statistics;

/**
 * A run of bins with a weight in each, of which only those between the first and the last that were used are held.
 * Weights are 32-bit floats: forward decay makes them large, never exact.
 */
final class Weights {

    private static final float[] NONE = {};

    private float[] values = NONE;
    private int first;

    float get(int bin) {
        int i = bin - first;
        return i >= 0 && i < values.length ? values[i] : 0;
    }

    void add(int bin, double weight) {
        cover(bin, bin);
        values[bin - first] += (float) weight;
    }

    void add(Weights other, double factor) {
        if (other.values.length == 0) {
            return;
        }
        if (values.length == 0) {
            values = other.values.clone();
            first = other.first;
            if (factor != 1) {
                scale(factor);
            }
            return;
        }
        cover(other.first, other.last());
        for (int i = 0; i < other.values.length; i++) {
            values[other.first - first + i] += (float) (other.values[i] * factor);
        }
    }

    void scale(double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
    }

    /** The first bin that is held; beyond the last when none is. */
    int first() {
        return first;
    }

    int last() {
        return first + values.length - 1;
    }

    double total() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    float[] values() {
        return values;
    }

    void set(int firstBin, float[] weights) {
        first = firstBin;
        values = weights;
    }

    int bytes() {
        return 32 + (values.length == 0 ? 0 : 16 + 4 * values.length);
    }

    private void cover(int from, int to) {
        if (values.length == 0) {
            values = new float[to - from + 1];
            first = from;
        } else if (from < first || to > last()) {
            int begin = Math.min(from, first);
            float[] grown = new float[Math.max(to, last()) - begin + 1];
            System.arraycopy(values, 0, grown, first - begin, values.length);
            values = grown;
            first = begin;
        }
    }
}
