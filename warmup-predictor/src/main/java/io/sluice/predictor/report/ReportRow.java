package io.sluice.predictor.report;

import io.sluice.predictor.simulator.SimulatorResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One replay.
 *
 * @param curve the policy's name without settings: the rows of one curve of the picture
 * @param parameter what was varied along the curve, a tau or a keep-alive; null when it is the policy's own
 * @param tau the price at which its cost is told
 * @param bound whether the policy knows the future
 * @param nanosPerEvent what the policy took for an event, in nanoseconds of wall-clock time, planning included
 */
public record ReportRow(
        String curve,
        @Nullable Duration parameter,
        Duration tau,
        boolean bound,
        SimulatorResult result,
        double nanosPerEvent) {

    /** The policy's name with the settings that differ from its own. */
    public String policy() {
        return result.policy();
    }

    /** What was held for nothing as a multiple of another's; 1 when both held nothing. */
    double wasteRelativeTo(SimulatorResult other) {
        return ratio(result.memory().wastedGbSeconds(), other.memory().wastedGbSeconds());
    }

    double costRelativeTo(SimulatorResult other) {
        return ratio(result.cost(tau), other.cost(tau));
    }

    double rumRelativeTo(SimulatorResult other) {
        return ratio(result.rum(), other.rum());
    }

    private static double ratio(double one, double other) {
        return one == other ? 1 : one / other;
    }
}
