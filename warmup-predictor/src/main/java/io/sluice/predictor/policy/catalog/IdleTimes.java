package io.sluice.predictor.policy.catalog;

import java.util.ArrayDeque;

/**
 * The idle times of one application as the hybrid histogram policy keeps them (Shahrad et al., "Serverless in the Wild",
 * ATC'20, section 4.2), and the window in which it is to be warm. Windows are relative to the end of its last call.
 */
final class IdleTimes {

    static final int BINS = 240;
    static final long BIN_NANOS = 60_000_000_000L;
    static final long RANGE_NANOS = BINS * BIN_NANOS;

    private static final double HEAD = 0.05;
    private static final double TAIL = 0.99;
    private static final double HISTOGRAM_MARGIN = 0.1;
    private static final double FORECAST_MARGIN = 0.15;
    private static final double REPRESENTATIVE_VARIATION = 2;

    /** How many idle times the forecast looks at. */
    private static final int RECENT = 16;

    private final int fewest;
    private final int[] bins = new int[BINS];
    private final ArrayDeque<Long> recent = new ArrayDeque<>();
    private int inRange;
    private int outOfRange;
    private double squares;

    /**
     * Makes one that knows no idle time.
     *
     * @param fewest how many idle times a histogram must have to be believed
     */
    IdleTimes(int fewest) {
        this.fewest = fewest;
    }

    /** When it is to be warm: from then until then. */
    record Window(long fromNanos, long untilNanos) {}

    void add(long idleNanos) {
        recent.addLast(idleNanos);
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
        if (idleNanos >= RANGE_NANOS) {
            outOfRange++;
            return;
        }
        int bin = (int) (idleNanos / BIN_NANOS);
        squares += 2.0 * bins[bin] + 1;
        bins[bin]++;
        inRange++;
    }

    Window window() {
        if (outOfRange > inRange) {
            return forecast();
        }
        return inRange >= fewest && variation() >= REPRESENTATIVE_VARIATION ? histogram() : new Window(0, RANGE_NANOS);
    }

    /** The coefficient of variation of the bins' counts. */
    double variation() {
        double mean = (double) inRange / BINS;
        return mean == 0 ? 0 : Math.sqrt(Math.max(0, squares / BINS - mean * mean)) / mean;
    }

    /** From the lower edge of the bin of the 5th percentile to the upper edge of that of the 99th, and a margin. */
    private Window histogram() {
        long head = bin(HEAD) * BIN_NANOS;
        long tail = (bin(TAIL) + 1) * BIN_NANOS;
        return new Window((long) (head * (1 - HISTOGRAM_MARGIN)), (long) (tail * (1 + HISTOGRAM_MARGIN)));
    }

    private int bin(double share) {
        double wanted = share * inRange;
        int bin = 0;
        for (int seen = bins[0]; seen < wanted && bin < BINS - 1; ) {
            seen += bins[++bin];
        }
        return bin;
    }

    private Window forecast() {
        double next = nextIdle();
        return new Window((long) (next * (1 - FORECAST_MARGIN)), (long) (next * (1 + FORECAST_MARGIN)) + 1);
    }

    /** The mean of recent idle times, moved by how the last differs from it as far as neighbours resemble each other. */
    private double nextIdle() {
        double mean = recent.stream().mapToLong(it -> it).average().orElse(RANGE_NANOS);
        double covariance = 0;
        double variance = 0;
        double before = 0;
        double last = 0;
        for (long idle : recent) {
            last = idle - mean;
            covariance += before * last;
            variance += last * last;
            before = last;
        }
        double resemblance = variance == 0 ? 0 : Math.clamp(covariance / variance, -1, 1);
        return Math.max(BIN_NANOS, mean + resemblance * last);
    }
}
