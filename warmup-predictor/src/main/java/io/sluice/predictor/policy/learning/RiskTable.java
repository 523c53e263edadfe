package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.IdleHistogram;
import io.sluice.predictor.statistics.LogBins;
import java.util.Arrays;

/**
 * How likely an idle instance is to be used as time passes, in spans of idle time: what share of those that reach a span is
 * used within it. An instance is to be warm while its hazard is above 1 / tau (the optimum for a known distribution: Karlin,
 * Manasse, McGeoch and Owicki, "Competitive Randomized Algorithms for Nonuniform Problems", 1994, applied to each span);
 * a start ahead of time costs too, so spans are chosen together.
 */
final class RiskTable {

    private static final LogBins BINS = LogBins.IDLE;

    /** More than anything can be worth, and still a sum of it is a number. */
    private static final double FOR_EVER = 1e18;

    private final int size;
    private final double[] bounds;
    private final double[] ended;
    private final double[] left;
    private final double[] leftSeconds;

    RiskTable(double[] bounds) {
        size = bounds.length - 1;
        this.bounds = bounds;
        ended = new double[size];
        left = new double[size];
        leftSeconds = new double[size];
    }

    /** Empty, with the bins of idle histograms. */
    static RiskTable ofBins() {
        double[] bounds = new double[BINS.count() + 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = BINS.lower(i);
        }
        return new RiskTable(bounds);
    }

    /** Adds a histogram, each of its weights times the factor. */
    RiskTable add(IdleHistogram histogram, double factor) {
        for (int i = 0; i < size; i++) {
            ended[i] += factor * histogram.ended(i);
            left[i] += factor * histogram.left(i);
            leftSeconds[i] += factor * histogram.leftSeconds(i);
        }
        return this;
    }

    /** Adds what is believed of idle times of which nothing is known: that each bin is as likely as the next. */
    RiskTable addIgnorance(double weight) {
        for (int i = 0; i < size; i++) {
            double share = weight / size;
            double middle = i + 1 < size ? (bounds[i] + bounds[i + 1]) / 2 : bounds[i];
            ended[i] += share;
            left[i] += share;
            leftSeconds[i] += share * middle;
        }
        return this;
    }

    /** Adds an idle time that ended. */
    void add(double seconds, double weight) {
        int found = Arrays.binarySearch(bounds, seconds);
        int span = Math.min(size - 1, found >= 0 ? Math.max(0, found - 1) : -found - 2);
        ended[span] += weight;
        left[span] += weight;
        leftSeconds[span] += weight * seconds;
    }

    /** Adds another one, whose spans may be cut by this one's bounds: what is in one of them lies evenly in it, times the factor. */
    RiskTable spread(RiskTable other, double factor) {
        int from = 0;
        for (int i = 0; i < size; i++) {
            while (from + 1 < other.size && other.bounds[from + 1] <= bounds[i]) {
                from++;
            }
            for (int j = from; j < other.size && other.bounds[j] < bounds[i + 1]; j++) {
                double lower = Math.max(bounds[i], other.bounds[j]);
                double upper = Math.min(bounds[i + 1], other.bounds[j + 1]);
                double width = other.bounds[j + 1] - other.bounds[j];
                double share = factor
                        * (Double.isInfinite(width) ? (Double.isInfinite(upper) ? 1 : 0) : (upper - lower) / width);
                ended[i] += share * other.ended[j];
                left[i] += share * other.left[j];
                leftSeconds[i] += share * other.left[j] * (Double.isInfinite(upper) ? lower : (lower + upper) / 2);
            }
        }
        return this;
    }

    double[] bounds() {
        return bounds;
    }

    /** The weight of all idle times. */
    double total() {
        return sum(left);
    }

    /** The keep-alive that costs least. */
    Windows keepAlive(double tau) {
        double atRisk = sum(left);
        double saved = 0;
        double most = 0;
        double best = 0;
        for (int i = 0; i + 1 < size; i++) {
            atRisk -= left[i];
            saved += tau * ended[i] - seconds(i, atRisk);
            if (saved > most) {
                most = saved;
                best = bounds[i + 1];
            }
        }
        return Windows.keepAlive(best);
    }

    /** The spans whose being warm costs least, by dynamic programming over warm or not. */
    Windows windows(Price price) {
        boolean[] stays = new boolean[size];
        boolean[] starts = new boolean[size];
        double warm = 0;
        double cold = 0;
        double atRisk = sum(left);
        for (int i = 0; i < size; i++) {
            double start = i == 0 ? 0 : price.start() * atRisk;
            starts[i] = cold + start < warm;
            stays[i] = cold <= warm;
            double entered = Math.min(warm, cold + start);
            double stopped = Math.min(warm, cold);
            atRisk -= left[i];
            warm = entered + seconds(i, atRisk);
            cold = stopped + price.tau() * ended[i];
        }
        return path(warm < cold, starts, stays);
    }

    private Windows path(boolean warmAtTheEnd, boolean[] starts, boolean[] stays) {
        boolean[] warm = new boolean[size];
        boolean is = warmAtTheEnd;
        for (int i = size - 1; i >= 0; i--) {
            warm[i] = is;
            is = is ? !starts[i] : !stays[i];
        }
        Windows.Builder windows = new Windows.Builder();
        for (int i = 0; i < size; i++) {
            if (warm[i]) {
                windows.add(bounds[i], bounds[i + 1]);
            }
        }
        return windows.build();
    }

    /** For how long those that reach a span are idle within it, all together. */
    private double seconds(int span, double beyond) {
        double within = Math.max(0, leftSeconds[span] - left[span] * bounds[span]);
        double width = bounds[span + 1] - bounds[span];
        return Double.isInfinite(width) ? FOR_EVER : within + Math.max(0, beyond) * width;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
