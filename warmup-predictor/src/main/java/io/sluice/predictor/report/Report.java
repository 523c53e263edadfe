package io.sluice.predictor.report;

import io.sluice.predictor.simulator.SimulatorResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Replays of one trace side by side.
 *
 * @param trace what was replayed
 * @param reference what waste, cost and RUM are told as a multiple of: a keep-alive of ten minutes
 */
public record Report(String trace, SimulatorResult reference, List<ReportRow> rows) {

    public Report {
        rows = List.copyOf(rows);
    }

    /** The rows of each policy, in their order. */
    Map<String, List<ReportRow>> curves() {
        Map<String, List<ReportRow>> curves = new LinkedHashMap<>();
        for (ReportRow row : rows) {
            curves.computeIfAbsent(row.curve(), ignored -> new ArrayList<>()).add(row);
        }
        return curves;
    }

    /** The waste, as a multiple of the reference's, at which the row's policy has as few cold starts as the reference. */
    OptionalDouble wasteAtEqualCold(ReportRow row) {
        return frontier(row).wasteAt(reference.cold());
    }

    /** The cold starts, as a multiple of the reference's, that the row's policy has when it wastes as much as it. */
    OptionalDouble coldAtEqualWaste(ReportRow row) {
        OptionalDouble cold = frontier(row).coldAt(1);
        return cold.isEmpty() || reference.cold() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(cold.getAsDouble() / reference.cold());
    }

    private Frontier frontier(ReportRow row) {
        return Frontier.of(rows.stream()
                .filter(other -> other.curve().equals(row.curve()))
                .map(other -> new Frontier.Point(
                        other.wasteRelativeTo(reference), other.result().cold()))
                .toList());
    }
}
