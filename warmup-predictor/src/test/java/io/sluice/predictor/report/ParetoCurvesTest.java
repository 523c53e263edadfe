package io.sluice.predictor.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.predictor.report.ParetoCurves.Curve;
import io.sluice.predictor.report.ParetoCurves.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoCurvesTest {

    private static final Curve LEARNED =
            new Curve("learned", false, List.of(new Point(100, 0.5, "10m"), new Point(10, 0.9, "1h")));
    private static final Curve FIXED =
            new Curve("fixed", false, List.of(new Point(105, 0.52, "10m"), new Point(10, 1.2, "1h")));
    private static final Curve OFFLINE = new Curve("offline", true, List.of(new Point(50, 0.4, "10m")));

    @Test
    void label_pointThatWouldBeDrawnOverAnother_hasNone() {
        ParetoCurves curves = new ParetoCurves(List.of(LEARNED, FIXED, OFFLINE), 10, 0.4);

        assertThat(curves.label(0, 0)).isEqualTo("10m");
        assertThat(curves.label(1, 0)).isEmpty();
        assertThat(curves.label(1, 1)).isEqualTo("1h");
    }

    @Test
    void label_ofABound_isNone() {
        assertThat(new ParetoCurves(List.of(OFFLINE), 10, 0.4).label(0, 0)).isEmpty();
    }

    @Test
    void shown_zero_isAtTheFloor() {
        Point nothing = new Point(0, 0, "");
        ParetoCurves curves = new ParetoCurves(List.of(new Curve("oracle", true, List.of(nothing))), 5, 0.01);

        assertThat(curves.shownCold(nothing)).isEqualTo(5);
        assertThat(curves.shownWaste(nothing)).isEqualTo(0.01);
        assertThat(curves.hasZeros()).isTrue();
    }
}
