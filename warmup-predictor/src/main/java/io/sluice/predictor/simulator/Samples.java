package io.sluice.predictor.simulator;

import java.util.Arrays;

/** Numbers of which the quantiles are wanted; all are kept. */
final class Samples {

    private long[] values = new long[64];
    private int size;
    private boolean sorted;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        sorted = false;
    }

    int size() {
        return size;
    }

    /** 0 when there are none. */
    double mean() {
        return size == 0
                ? 0
                : Arrays.stream(values, 0, size).mapToDouble(it -> it).sum() / size;
    }

    /** Interpolated between the two nearest; 0 when there are none. */
    double quantile(double share) {
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        return Quantiles.of(size, share, i -> values[i]);
    }
}
