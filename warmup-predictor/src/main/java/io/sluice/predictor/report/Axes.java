package io.sluice.predictor.report;

import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.Locale;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;

/** Axes with room around the values: logarithmic where the largest is many times the least. */
final class Axes {

    private static final double MANY = 8;
    private static final double ROOM = 1.25;

    private Axes() {}

    static ValueAxis of(String label, double[] values) {
        double least = Arrays.stream(values).min().orElse(1);
        double most = Arrays.stream(values).max().orElse(1);
        ValueAxis axis = most > MANY * least ? logarithmic(label, least, most) : linear(label, most);
        axis.setLabelFont(ParetoChart.TEXT);
        axis.setTickLabelFont(ParetoChart.TEXT);
        axis.setAxisLinePaint(Color.GRAY);
        return axis;
    }

    private static ValueAxis linear(String label, double most) {
        NumberAxis axis = new NumberAxis(label);
        axis.setNumberFormatOverride(format());
        axis.setRange(0, most > 0 ? most * ROOM : 1);
        return axis;
    }

    private static ValueAxis logarithmic(String label, double least, double most) {
        LogAxis axis = new LogAxis(label);
        axis.setBase(10);
        axis.setMinorTickCount(9);
        axis.setMinorTickMarksVisible(true);
        axis.setNumberFormatOverride(format());
        axis.setRange(least / ROOM, most * ROOM);
        axis.setTickUnit(new NumberTickUnit(most / least > 100 ? 1 : Math.log10(2), format()));
        return axis;
    }

    private static DecimalFormat format() {
        return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
