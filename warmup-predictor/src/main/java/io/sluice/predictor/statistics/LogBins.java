package io.sluice.predictor.statistics;

/** Bins whose bounds grow by a constant ratio: the first holds all below one, the last all beyond the others. */
public final class LogBins {

    /** Idle times in seconds: ratio 1.45 from 1 s to beyond 48 h. */
    public static final LogBins IDLE = new LogBins(1.45, 35);

    /** Start times, durations and offsets in milliseconds (and memory in MiB): ratio 1.4 from 1 to beyond 300,000. */
    static final LogBins SMALL = new LogBins(1.4, 40);

    private final double[] lower;
    private final double logRatio;

    LogBins(double ratio, int count) {
        lower = new double[count];
        logRatio = Math.log(ratio);
        for (int i = 1; i < count; i++) {
            lower[i] = Math.pow(ratio, i - 1.0);
        }
    }

    /** How many there are. */
    public int count() {
        return lower.length;
    }

    /** Where a bin begins; one that isn't there begins at infinity. */
    public double lower(int bin) {
        return bin < lower.length ? lower[bin] : Double.POSITIVE_INFINITY;
    }

    /** The bin that holds a value; what is negative is in the first. */
    public int of(double value) {
        if (!(value >= 1)) {
            return 0;
        }
        int bin = Math.min(lower.length - 1, 1 + (int) (Math.log(value) / logRatio));
        // The logarithm can be off by one at a bound.
        if (value < lower[bin]) {
            return bin - 1;
        }
        return bin + 1 < lower.length && value >= lower[bin + 1] ? bin + 1 : bin;
    }
}
