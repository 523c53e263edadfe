package io.sluice.benchmarks.overload;

import io.sluice.benchmarks.report.Aim;
import java.util.List;

/**
 * What came of an overload.
 *
 * @param before the function's own pace, as fast as it can
 * @param during many times that
 * @param after its own pace again
 */
public record OverloadReport(double factor, Phase before, Phase during, Phase after) {

    /** The phases in their order. */
    List<Phase> phases() {
        return List.of(before, during, after);
    }

    /** How it stands to what the project aims at. */
    public List<Aim> aims() {
        return List.of(
                Aim.atLeast("goodput under overload / peak", ofPeak(during), 0.9),
                Aim.atLeast("throughput afterwards / before", ofPeak(after), 0.95),
                Aim.atMost("calls neither answered nor refused", lost(during), 0));
    }

    /** A phase's expected answers a second as a part of those before the overload. */
    double ofPeak(Phase phase) {
        return phase.figures().perSecond() / before.figures().perSecond();
    }

    private static double lost(Phase phase) {
        return phase.figures().errors() - phase.figures().refusals();
    }
}
