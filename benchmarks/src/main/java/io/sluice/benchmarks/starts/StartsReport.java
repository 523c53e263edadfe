package io.sluice.benchmarks.starts;

import io.sluice.benchmarks.report.Aim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of many starts, in the order of the table. */
public record StartsReport(List<Row> rows, List<Aim> aims) {

    /**
     * One way to start.
     *
     * @param ratio its median to that of the row it is compared with, or null
     */
    public record Row(
            String name,
            int starts,
            double medianMillis,
            double leastMillis,
            double mostMillis,
            double residentMib,
            @Nullable String baseline,
            @Nullable Double ratio) {}

    /** The report of samples by the row that they belong to, in rows' order. */
    static StartsReport of(List<StartRow> rows, List<List<Start.Sample>> samples, List<Bound> bounds) {
        List<Row> table = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            StartRow row = rows.get(i);
            double[] millis = samples.get(i).stream()
                    .mapToDouble(sample -> sample.nanos() / 1e6)
                    .sorted()
                    .toArray();
            double median = median(millis);
            Double ratio = table.stream()
                    .filter(other -> other.name().equals(row.baseline()))
                    .findFirst()
                    .map(other -> median / other.medianMillis())
                    .orElse(null);
            double resident = median(samples.get(i).stream()
                    .mapToDouble(Start.Sample::residentMib)
                    .sorted()
                    .toArray());
            table.add(new Row(
                    row.name(),
                    millis.length,
                    median,
                    millis[0],
                    millis[millis.length - 1],
                    resident,
                    row.baseline(),
                    ratio));
        }
        return new StartsReport(
                table,
                bounds.stream().flatMap(bound -> bound.aim(table).stream()).toList());
    }

    /** An aim for a row: of its ratio, or of its median in milliseconds. */
    public record Bound(String row, boolean ofRatio, double most) {

        List<Aim> aim(List<Row> table) {
            return table.stream()
                    .filter(candidate -> candidate.name().equals(row))
                    .map(found -> Aim.atMost(
                            row + (ofRatio ? " / " + found.baseline() : ", ms"),
                            ofRatio ? (found.ratio() == null ? Double.NaN : found.ratio()) : found.medianMillis(),
                            most))
                    .toList();
        }
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[half]
                : Arrays.stream(sorted, half - 1, half + 1).average().orElse(0);
    }
}
