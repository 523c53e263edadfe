package io.sluice.cli.bench;

import io.sluice.cli.load.Load;
import io.sluice.cli.load.Outcome;
import io.sluice.cli.load.Statistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** The rounds of one load on one side, in order. */
public final class Series {

    private record Round(Outcome outcome, Duration used) {
        double usedMicros() {
            return used.toNanos() / 1e3 / Math.max(1, outcome.all());
        }
    }

    private final Side side;
    private final Load load;
    private final List<Round> rounds = new ArrayList<>();

    Series(Side side, Load load) {
        this.side = side;
        this.load = load;
    }

    void add(Outcome outcome, Duration used) {
        rounds.add(new Round(outcome, used));
    }

    /** What is measured. */
    public Side side() {
        return side;
    }

    /** How. */
    public Load load() {
        return load;
    }

    /** Expected answers a second, by round. */
    public List<Double> perSecond() {
        return each(Outcome::perSecond);
    }

    /** A percentile of the latencies in microseconds, by round. */
    public List<Double> percentile(double percentile) {
        return each(outcome -> outcome.accepted().getValueAtPercentile(percentile) / 1e3);
    }

    /** The processor time of the runtime for a call in microseconds, by round. */
    public List<Double> used() {
        return rounds.stream().map(Round::usedMicros).toList();
    }

    /** What all rounds come to. */
    public Figures figures() {
        return new Figures(
                side.name(),
                load.label(),
                sum(Outcome::calls),
                sum(Outcome::refusals),
                sum(Outcome::errors),
                unexpected(),
                Statistics.median(perSecond()),
                latency(Outcome::accepted),
                latency(Outcome::refused),
                Statistics.median(each(outcome -> outcome.late().getValueAtPercentile(99) / 1e3)),
                side.used().isPresent() ? Statistics.median(used()) : null,
                Statistics.median(each(outcome -> outcome.generatorNanos() / 1e3 / Math.max(1, outcome.all()))));
    }

    private Map<String, Long> unexpected() {
        Map<String, Long> all = new TreeMap<>();
        rounds.forEach(
                round -> round.outcome().unexpected().forEach((what, count) -> all.merge(what, count, Long::sum)));
        return all;
    }

    private Latency latency(Function<Outcome, Histogram> which) {
        List<Latency> each = rounds.stream()
                .map(round -> Latency.of(which.apply(round.outcome())))
                .toList();
        return new Latency(
                median(each, Latency::p50),
                median(each, Latency::p90),
                median(each, Latency::p99),
                median(each, Latency::p999),
                each.stream().mapToDouble(Latency::max).max().orElse(0));
    }

    private static double median(List<Latency> each, ToDoubleFunction<Latency> figure) {
        return Statistics.median(
                each.stream().map(latency -> figure.applyAsDouble(latency)).toList());
    }

    private List<Double> each(ToDoubleFunction<Outcome> figure) {
        return rounds.stream()
                .map(round -> figure.applyAsDouble(round.outcome()))
                .toList();
    }

    private long sum(ToLongFunction<Outcome> count) {
        return rounds.stream()
                .mapToLong(round -> count.applyAsLong(round.outcome()))
                .sum();
    }
}
