package io.sluice.predictor.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the picture shows: a curve for each policy, its points by waste. Logarithmic axes have no
 * place for 0, so what is 0 is drawn at the floor: half the least that isn't.
 */
record ParetoCurves(List<Curve> curves, double coldFloor, double wasteFloor) {

    /** A policy's points. */
    record Curve(String name, boolean bound, List<Point> points) {}

    /** A replay; its label is what was varied, or empty where nothing was. */
    record Point(double cold, double waste, String label) {}

    static ParetoCurves of(Report report) {
        List<Curve> curves = new ArrayList<>();
        report.curves().forEach((name, rows) -> {
            Map<String, Point> points = new LinkedHashMap<>();
            rows.forEach(row -> points.putIfAbsent(row.policy(), point(report, row)));
            boolean one = points.size() == 1;
            curves.add(new Curve(
                    one ? rows.getFirst().policy() : name,
                    rows.getFirst().bound(),
                    points.values().stream()
                            .filter(point -> Double.isFinite(point.waste))
                            .map(point -> one ? new Point(point.cold, point.waste, "") : point)
                            .sorted(Comparator.comparingDouble(Point::waste).thenComparingDouble(Point::cold))
                            .toList()));
        });
        return new ParetoCurves(
                List.copyOf(curves),
                floor(all(curves).stream().mapToDouble(Point::cold).toArray()),
                floor(all(curves).stream().mapToDouble(Point::waste).toArray()));
    }

    private static Point point(Report report, ReportRow row) {
        return new Point(
                row.result().cold(),
                row.wasteRelativeTo(report.reference()),
                row.parameter() == null ? "" : ReportColumns.text(row.parameter()));
    }

    private static List<Point> all(List<Curve> curves) {
        return curves.stream().flatMap(curve -> curve.points.stream()).toList();
    }

    private static double floor(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        boolean zero = false;
        for (double value : values) {
            zero |= value <= 0;
            least = value > 0 ? Math.min(least, value) : least;
        }
        return Double.isInfinite(least) ? 1 : zero ? least / 2 : least;
    }

    double shownCold(Point point) {
        return Math.max(coldFloor, point.cold);
    }

    double shownWaste(Point point) {
        return Math.max(wasteFloor, point.waste);
    }

    /** A point's label, unless it is one of a bound, or would be drawn over one of a curve before. */
    String label(int curve, int item) {
        Point point = curves.get(curve).points.get(item);
        boolean covered = curves.subList(0, curve).stream()
                .filter(before -> !before.bound)
                .flatMap(before -> before.points.stream())
                .anyMatch(before -> isNear(before.cold, point.cold) && isNear(before.waste, point.waste));
        return curves.get(curve).bound || covered ? "" : point.label;
    }

    private static boolean isNear(double one, double other) {
        return Math.abs(one - other) <= 0.1 * Math.max(one, other);
    }

    boolean hasZeros() {
        return all(curves).stream().anyMatch(point -> point.cold <= 0 || point.waste <= 0);
    }
}
