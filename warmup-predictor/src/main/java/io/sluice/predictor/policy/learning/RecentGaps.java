package io.sluice.predictor.policy.learning;

import java.util.Arrays;

/** The last few idle times as they were, for what is too regular for a histogram: timers. */
final class RecentGaps {

    /** How many. */
    static final int MOST = 24;

    private static final double FORGETTING = 0.93;

    private float[] seconds = {};
    private int next;
    private int count;

    void add(double gap) {
        if (count < MOST) {
            if (count == seconds.length) {
                seconds = Arrays.copyOf(seconds, Math.min(MOST, Math.max(4, 2 * count)));
            }
            seconds[count++] = (float) gap;
        } else {
            seconds[next] = (float) gap;
            next = (next + 1) % MOST;
        }
    }

    /** The last one; zero when there is none. */
    double last() {
        return count == 0 ? 0 : seconds[count < MOST ? count - 1 : Math.floorMod(next - 1, MOST)];
    }

    int count() {
        return count;
    }

    /** Of those that lasted until a span, what share ended within it; a half where there are none. */
    double shareWithin(double from, double until) {
        double within = 0.5;
        double reached = 1;
        for (int i = 0; i < count; i++) {
            within += seconds[i] >= from && seconds[i] <= until ? 1 : 0;
            reached += seconds[i] >= from ? 1 : 0;
        }
        return within / reached;
    }

    /** Of those that lasted until a span, how much of it they lasted on average; all where there are none. */
    double meanWithin(double from, double until) {
        double sum = until - from;
        double reached = 1;
        for (int i = 0; i < count; i++) {
            sum += Math.clamp(seconds[i] - from, 0, until - from);
            reached += seconds[i] >= from ? 1 : 0;
        }
        return sum / reached;
    }

    /**
     * The narrow spans around those idle times whose being warm would have cost least lately.
     *
     * @param share how wide a span around an idle time is on either side, as a share of it
     */
    Windows windows(double share, Price price) {
        return risk(spans(share, new double[] {0, Double.POSITIVE_INFINITY})).windows(price);
    }

    /**
     * As {@link #windows}, with something else that may happen besides.
     *
     * @param belief what is believed of the time between the spans
     * @param weight for how many idle times it counts
     */
    Windows windowsAmong(RiskTable belief, double weight, double share, Price price) {
        return risk(spans(share, belief.bounds()))
                .spread(belief, weight / belief.total())
                .windows(price);
    }

    private RiskTable risk(double[] bounds) {
        RiskTable risk = new RiskTable(bounds);
        for (int i = 0; i < count; i++) {
            risk.add(seconds[i], Math.pow(FORGETTING, age(i)));
        }
        return risk;
    }

    /** The bounds of the spans around idle times, and those of the others that aren't inside one. */
    private double[] spans(double share, double[] others) {
        float[] sorted = Arrays.copyOf(seconds, count);
        Arrays.sort(sorted);
        double[] bounds = new double[2 * count + others.length + 1];
        int size = 0;
        int other = 0;
        double until = -1;
        for (float gap : sorted) {
            double from = gap - margin(gap, share);
            if (from > until) {
                while (other < others.length && others[other] < from) {
                    size = append(bounds, size, others[other++], until);
                }
                size = append(bounds, size, Math.max(0, from), -1);
            } else {
                size--;
            }
            until = gap + margin(gap, share);
            bounds[size++] = until;
        }
        while (other < others.length) {
            size = append(bounds, size, others[other++], until);
        }
        return Arrays.copyOf(bounds, size);
    }

    private static int append(double[] bounds, int size, double bound, double unlessUpTo) {
        boolean skip = bound <= unlessUpTo || (size > 0 && bound <= bounds[size - 1]);
        if (!skip) {
            bounds[size] = bound;
        }
        return skip ? size : size + 1;
    }

    private static double margin(double gap, double share) {
        return Math.max(0.5, share * gap);
    }

    private int age(int i) {
        return count < MOST ? count - 1 - i : Math.floorMod(next - 1 - i, MOST);
    }
}
