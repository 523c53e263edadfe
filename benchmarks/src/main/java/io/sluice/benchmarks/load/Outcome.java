package io.sluice.benchmarks.load;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of load on one target.
 *
 * @param inFlight how many calls were under way at any time
 * @param calls how many were answered as expected
 * @param errors how many were not
 * @param perSecond expected answers a second
 * @param p50Micros half of the calls took at most so long, in microseconds
 * @param p99Micros 99 of 100 took at most so long, in microseconds
 */
public record Outcome(int inFlight, long calls, long errors, double perSecond, double p50Micros, double p99Micros) {

    /** Several as one: of each figure the median, of calls and errors all. */
    public static Outcome ofRounds(List<Outcome> several) {
        return new Outcome(
                several.getFirst().inFlight(),
                several.stream().mapToLong(Outcome::calls).sum(),
                several.stream().mapToLong(Outcome::errors).sum(),
                median(several, Outcome::perSecond),
                median(several, Outcome::p50Micros),
                median(several, Outcome::p99Micros));
    }

    private static double median(List<Outcome> several, ToDoubleFunction<Outcome> figure) {
        return median(several.stream().map(figure::applyAsDouble).toList());
    }

    /** The middle of some figures, or the mean of the two in the middle. */
    public static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
