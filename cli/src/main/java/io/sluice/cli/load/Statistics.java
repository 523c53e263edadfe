package io.sluice.cli.load;

import java.util.Comparator;
import java.util.List;

/** What several figures come to. */
public final class Statistics {

    private Statistics() {}

    /** The middle of some figures, or the mean of the two in the middle; not a number where there are none. */
    public static double median(List<Double> figures) {
        if (figures.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = figures.stream().sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
