package io.sluice.predictor.report;

import java.time.Duration;
import java.util.List;

/**
 * Which policies are replayed, and what is varied.
 *
 * @param policies their names in the catalog
 * @param taus prices; a policy that doesn't ask for the price is replayed once, and its cost told at each
 * @param keepAlives keep-alives, beside their own, of those that don't ask for the price but have one
 */
public record Sweep(List<String> policies, List<Duration> taus, List<Duration> keepAlives) {

    public Sweep {
        policies = List.copyOf(policies);
        taus = List.copyOf(taus);
        keepAlives = List.copyOf(keepAlives);
        if (policies.isEmpty() || taus.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one policy and one tau");
        }
        taus.forEach(tau -> requirePositive("tau", tau));
        keepAlives.forEach(keepAlive -> requirePositive("keep-alive", keepAlive));
    }

    private static void requirePositive(String what, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(what + " must be above 0, was " + ReportColumns.text(duration));
        }
    }
}
