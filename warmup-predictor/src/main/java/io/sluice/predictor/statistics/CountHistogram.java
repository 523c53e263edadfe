package io.sluice.predictor.statistics;

/**
 * How many of something there were at once: 1 to 8 told apart, then by a quarter of each power of two up to beyond a
 * thousand. Mergeable by addition. For one thread.
 */
public final class CountHistogram {

    private static final int EXACT = 8;
    /** How many bins there are. */
    static final int BINS = 37;

    private final Weights counts = new Weights();

    public void add(int count, double weight) {
        counts.add(bin(count), weight);
    }

    public void add(CountHistogram other, double factor) {
        counts.add(other.counts, factor);
    }

    public double total() {
        return counts.total();
    }

    /** The weight of what was at least so many. */
    public double atLeast(int count) {
        double sum = 0;
        for (int bin = Math.max(bin(count), counts.first()); bin <= counts.last(); bin++) {
            sum += counts.get(bin);
        }
        return sum;
    }

    /** The most that the histogram can tell of. */
    public int most() {
        return counts.total() <= 0 ? 0 : most(counts.last());
    }

    private static int bin(int count) {
        if (count <= EXACT) {
            return Math.max(0, count - 1);
        }
        int power = 31 - Integer.numberOfLeadingZeros(count - 1);
        int quarter = ((count - 1) - (1 << power)) >> (power - 2);
        return Math.min(BINS - 1, EXACT + (power - 3) * 4 + quarter);
    }

    /** The largest number in a bin. */
    private static int most(int bin) {
        if (bin < EXACT) {
            return bin + 1;
        }
        int power = 3 + (bin - EXACT) / 4;
        return (1 << power) + (((bin - EXACT) % 4 + 1) << (power - 2));
    }

    int bytes() {
        return 16 + counts.bytes();
    }

    Weights counts() {
        return counts;
    }
}
