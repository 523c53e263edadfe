package io.sluice.predictor.statistics;

/**
 * How long something stood idle before it was used again, in seconds: per logarithmic bin the weight of the idle times and
 * their weighted sum, so that what any keep-alive would have cost can be told for any price, and merging is addition.
 * Idle times that haven't ended yet can be noted as being under observation, which counts as being at risk, not as used
 * (Kaplan and Meier, "Nonparametric Estimation from Incomplete Observations", 1958). For one thread.
 */
public final class IdleHistogram {

    private static final LogBins BINS = LogBins.IDLE;

    private final Weights counts = new Weights();
    private final Weights sums = new Weights();
    private final Weights openCounts = new Weights();
    private final Weights openSums = new Weights();

    /** Notes an idle time that ended. */
    public void add(double seconds, double weight) {
        add(counts, sums, seconds, weight);
    }

    /** Notes an idle time that has lasted so long and goes on; a negative weight takes it back. */
    public void addOpen(double seconds, double weight) {
        add(openCounts, openSums, seconds, weight);
    }

    private static void add(Weights counts, Weights sums, double seconds, double weight) {
        int bin = BINS.of(seconds);
        counts.add(bin, weight);
        sums.add(bin, weight * seconds);
    }

    /** Adds what another one holds, each weight times the factor. */
    public void add(IdleHistogram other, double factor) {
        counts.add(other.counts, factor);
        sums.add(other.sums, factor);
        openCounts.add(other.openCounts, factor);
        openSums.add(other.openSums, factor);
    }

    /** Multiplies every weight. */
    public void scale(double factor) {
        counts.scale(factor);
        sums.scale(factor);
        openCounts.scale(factor);
        openSums.scale(factor);
    }

    /** The weight of the idle times that ended. */
    public double total() {
        return counts.total();
    }

    /** The weight of the idle times that ended in a bin of {@link LogBins#IDLE}. */
    public double ended(int bin) {
        return Math.max(0, counts.get(bin));
    }

    /** The weight of those, ended or not, whose last known length is in a bin. */
    public double left(int bin) {
        return Math.max(0, counts.get(bin) + openCounts.get(bin));
    }

    /** The sum of the lengths of those whose last known length is in a bin. */
    public double leftSeconds(int bin) {
        return Math.max(0, sums.get(bin) + openSums.get(bin));
    }

    /**
     * What it would have cost to keep an instance so long after each use: {@code tau N(idle >= T) + sum min(idle, T)}.
     * Exact at the bounds of bins; between them idle times are taken to lie evenly in their bin.
     *
     * @param keepSeconds T
     * @param tauSeconds for how long an instance may be held idle to spare one cold start
     */
    public double cost(double keepSeconds, double tauSeconds) {
        double cost = 0;
        for (int bin = 0; bin < BINS.count(); bin++) {
            double lower = BINS.lower(bin);
            double upper = BINS.lower(bin + 1);
            if (upper <= keepSeconds) {
                cost += leftSeconds(bin);
            } else if (lower >= keepSeconds || Double.isInfinite(upper)) {
                cost += ended(bin) * tauSeconds + left(bin) * keepSeconds;
            } else {
                double within = (keepSeconds - lower) / (upper - lower);
                cost += left(bin) * within * (lower + keepSeconds) / 2;
                cost += (1 - within) * (ended(bin) * tauSeconds + left(bin) * keepSeconds);
            }
        }
        return cost;
    }

    /** About how many bytes of the heap it holds. */
    public int bytes() {
        return 32 + counts.bytes() + sums.bytes() + openCounts.bytes() + openSums.bytes();
    }

    Weights[] parts() {
        return new Weights[] {counts, sums, openCounts, openSums};
    }
}
