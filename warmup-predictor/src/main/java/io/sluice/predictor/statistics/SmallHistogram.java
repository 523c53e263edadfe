package io.sluice.predictor.statistics;

/** A distribution of milliseconds or MiB in logarithmic bins of ratio 1.4, for quantiles. Mergeable by addition. For one thread. */
public final class SmallHistogram {

    private static final LogBins BINS = LogBins.SMALL;

    private final Weights counts = new Weights();

    public void add(double value, double weight) {
        counts.add(BINS.of(value), weight);
    }

    public void add(SmallHistogram other, double factor) {
        counts.add(other.counts, factor);
    }

    public double total() {
        return counts.total();
    }

    /** The lower bound of the bin in which the quantile lies; the answer that is given where nothing is known is its argument. */
    public double low(double quantile, double otherwise) {
        int bin = bin(quantile);
        return bin < 0 ? otherwise : BINS.lower(bin);
    }

    /** The upper bound of the bin in which the quantile lies. */
    public double high(double quantile, double otherwise) {
        int bin = bin(quantile);
        return bin < 0 ? otherwise : BINS.lower(Math.min(bin + 1, BINS.count() - 1));
    }

    private int bin(double quantile) {
        double total = counts.total();
        if (total <= 0) {
            return -1;
        }
        double sum = 0;
        for (int bin = counts.first(); bin < counts.last(); bin++) {
            sum += counts.get(bin);
            if (sum >= quantile * total) {
                return bin;
            }
        }
        return counts.last();
    }

    int bytes() {
        return 16 + counts.bytes();
    }

    Weights counts() {
        return counts;
    }
}
