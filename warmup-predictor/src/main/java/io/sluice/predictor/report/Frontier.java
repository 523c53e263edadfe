package io.sluice.predictor.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The best of what a policy reaches with one setting or another: points by waste, each with fewer cold starts than all that
 * waste less. Between two points it is a straight line: one setting for a part of the functions, the other for the rest.
 */
record Frontier(List<Point> points) {

    /** What one setting comes to. */
    record Point(double waste, double cold) {}

    static Frontier of(List<Point> all) {
        List<Point> best = new ArrayList<>();
        all.stream()
                .sorted(Comparator.comparingDouble(Point::waste).thenComparingDouble(Point::cold))
                .filter(point -> best.isEmpty() || point.cold < best.getLast().cold)
                .forEach(best::add);
        return new Frontier(List.copyOf(best));
    }

    /** The least waste at which there are so many cold starts; none when no setting has so few. */
    OptionalDouble wasteAt(double cold) {
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.cold <= cold) {
                return OptionalDouble.of(i == 0 ? point.waste : between(points.get(i - 1), point, cold));
            }
        }
        return OptionalDouble.empty();
    }

    /** The fewest cold starts at so much waste; none when every setting wastes more. */
    OptionalDouble coldAt(double waste) {
        OptionalDouble found = OptionalDouble.empty();
        for (int i = 0; i < points.size() && points.get(i).waste <= waste; i++) {
            Point point = points.get(i);
            found = OptionalDouble.of(
                    i + 1 == points.size() || points.get(i + 1).waste <= waste
                            ? point.cold
                            : coldBetween(point, points.get(i + 1), waste));
        }
        return found;
    }

    private static double between(Point before, Point after, double cold) {
        double part = (before.cold - cold) / (before.cold - after.cold);
        return before.waste + part * (after.waste - before.waste);
    }

    private static double coldBetween(Point before, Point after, double waste) {
        double part = (waste - before.waste) / (after.waste - before.waste);
        return before.cold + part * (after.cold - before.cold);
    }
}
