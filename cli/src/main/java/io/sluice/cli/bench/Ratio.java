package io.sluice.cli.bench;

import io.sluice.cli.load.Statistics;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a figure of one side stands to that of another, round by round, since rounds next to each other meet the same machine.
 *
 * @param median of the rounds' ratios
 * @param low the lowest of them
 * @param high the highest
 */
public record Ratio(double median, double low, double high) {

    /** The ratios of figures that belong to the same rounds. */
    public static Ratio of(List<Double> one, List<Double> other) {
        List<Double> each = IntStream.range(0, Math.min(one.size(), other.size()))
                .mapToObj(round -> one.get(round) / other.get(round))
                .toList();
        return new Ratio(
                Statistics.median(each),
                each.stream().mapToDouble(it -> it).min().orElse(Double.NaN),
                each.stream().mapToDouble(it -> it).max().orElse(Double.NaN));
    }
}
