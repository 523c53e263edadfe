package io.sluice.cli.bench;

import io.sluice.cli.load.Statistics;
import java.util.List;
import java.util.stream.Stream;

/**
 * How side A stands to side B in one figure of one load.
 *
 * @param figure its name and unit
 * @param a the median of A's rounds
 * @param b the median of B's rounds
 */
public record Comparison(String load, String figure, double a, double b, Ratio ratio) {

    /** Compares the series of two sides under the same load. */
    public static List<Comparison> of(Series a, Series b) {
        Stream<Comparison> seen = Stream.of(
                of(a, "calls/s", a.perSecond(), b.perSecond()),
                of(a, "p50 ms", millis(a.percentile(50)), millis(b.percentile(50))),
                of(a, "p99 ms", millis(a.percentile(99)), millis(b.percentile(99))));
        Stream<Comparison> used =
                a.side().used().isPresent() ? Stream.of(of(a, "cpu us", a.used(), b.used())) : Stream.empty();
        return Stream.concat(seen, used).toList();
    }

    private static Comparison of(Series series, String figure, List<Double> a, List<Double> b) {
        return new Comparison(
                series.load().label(), figure, Statistics.median(a), Statistics.median(b), Ratio.of(a, b));
    }

    private static List<Double> millis(List<Double> micros) {
        return micros.stream().map(each -> each / 1e3).toList();
    }
}
