package io.sluice.cli.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What {@code sluice bench} measured.
 *
 * @param runtime its address
 * @param seconds how long each load lasted in each round
 * @param warmUp how warm each side was
 * @param comparisons of side A with side B, where there are two
 */
public record BenchReport(
        String runtime,
        int rounds,
        double seconds,
        List<WarmUp> warmUp,
        List<Figures> figures,
        List<Comparison> comparisons) {

    /** What the series of one side, or by turns of two, come to. */
    public static BenchReport of(
            String runtime, LoadOptions options, List<WarmUp> warmUp, List<Series> series, int sides) {
        List<Comparison> comparisons = sides < 2
                ? List.of()
                : IntStream.range(0, series.size() / 2)
                        .mapToObj(load -> Comparison.of(series.get(2 * load), series.get(2 * load + 1)))
                        .flatMap(List::stream)
                        .toList();
        return new BenchReport(
                runtime,
                options.rounds(),
                options.time().toNanos() / 1e9,
                warmUp,
                series.stream().map(Series::figures).toList(),
                comparisons);
    }

    /** Calls that were not answered as expected. */
    public long errors() {
        return figures.stream().mapToLong(Figures::errors).sum();
    }

    /** Those of them that were refused for now. */
    public long refusals() {
        return figures.stream().mapToLong(Figures::refusals).sum();
    }
}
