package io.sluice.gateway.management;

import io.sluice.contract.api.CallEdge;
import io.sluice.contract.api.Forecast;
import io.sluice.predictor.policy.learning.Explanation;
import io.sluice.predictor.statistics.LearnedEdge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What was learned, in the words of the API. */
final class WarmupViews {

    private static final double NANOS_PER_MILLI = 1e6;

    private WarmupViews() {}

    static CallEdge edge(LearnedEdge edge) {
        return new CallEdge(
                edge.entry(),
                edge.caller(),
                edge.callee(),
                edge.calls(),
                edge.probability(),
                edge.width(),
                millis(edge.delayMedian()),
                millis(edge.delayHigh()));
    }

    static Forecast forecast(String function, String mode, int instances, Explanation it) {
        return new Forecast(
                function,
                mode,
                instances,
                it.busy(),
                it.idleTimes(),
                it.forecast().stream().map(WarmupViews::span).toList(),
                it.reasons().stream().map(WarmupViews::plan).toList(),
                it.experts().stream()
                        .map(each -> new Forecast.Expert(each.expert(), each.perIdleTime(), each.chosen()))
                        .toList(),
                millis(it.startMedian()),
                millis(it.startHigh()),
                it.out().stream().map(WarmupViews::edge).toList(),
                it.in().stream().map(WarmupViews::edge).toList());
    }

    /** Of a function that nothing was learned of. */
    static Forecast unknown(String function, String mode, int instances) {
        return new Forecast(
                function, mode, instances, 0, 0, List.of(), List.of(), List.of(), 0, 0, List.of(), List.of());
    }

    private static Forecast.Span span(Explanation.Span span) {
        return new Forecast.Span(time(span.fromNanos()), time(span.untilNanos()), span.worth());
    }

    private static Forecast.Plan plan(Explanation.Reason reason) {
        return new Forecast.Plan(
                reason.why(),
                reason.counting().name().toLowerCase(Locale.ROOT),
                reason.instances(),
                time(reason.untilNanos()));
    }

    private static String time(long nanosSince1970) {
        return nanosSince1970 == Long.MAX_VALUE
                ? ""
                : Instant.EPOCH.plus(Duration.ofNanos(nanosSince1970)).toString();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }
}
