package io.sluice.predictor.simulator;

import java.util.function.IntToDoubleFunction;

/** Quantiles of sorted numbers. */
final class Quantiles {

    private Quantiles() {}

    /** The quantile at (n - 1) x share, interpolated between its neighbours (type 7 of Hyndman and Fan); 0 of nothing. */
    static double of(int size, double share, IntToDoubleFunction sorted) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a quantile must be from 0 to 1, was " + share);
        }
        if (size == 0) {
            return 0;
        }
        double at = (size - 1) * share;
        int below = (int) at;
        double first = sorted.applyAsDouble(below);
        return below == size - 1 ? first : first + (at - below) * (sorted.applyAsDouble(below + 1) - first);
    }
}
