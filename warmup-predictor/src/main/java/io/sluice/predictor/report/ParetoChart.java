package io.sluice.predictor.report;

import io.sluice.predictor.report.ParetoCurves.Curve;
import io.sluice.predictor.report.ParetoCurves.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws curves of waste against cold starts: bounds dashed, in colours that the colour-blind can tell apart. */
final class ParetoChart {

    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 9);
    private static final Color GRID = new Color(0xDDDDDD);

    /** Okabe and Ito, "Color Universal Design" (2008). */
    private static final List<Color> COLOURS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x000000),
            new Color(0x7F7F7F));

    private static final List<Shape> MARKERS = List.of(
            new Ellipse2D.Double(-3.5, -3.5, 7, 7),
            new Rectangle2D.Double(-3, -3, 6, 6),
            polygon(0, -4, 4, 3, -4, 3),
            polygon(0, -4, 4, 0, 0, 4, -4, 0),
            polygon(0, 4, 4, -3, -4, -3));

    private ParetoChart() {}

    static JFreeChart of(String title, ParetoCurves curves) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        int number = 0;
        for (Curve curve : curves.curves()) {
            data.addSeries(series(number + 1, curve, curves));
            style(renderer, number++, curve.bound());
        }
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setDefaultItemLabelGenerator((set, series, item) ->
                curves.curves().get(series).points().get(item).label());
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(SMALL);
        renderer.setDefaultItemLabelPaint(Color.DARK_GRAY);
        ValueAxis cold = Axes.of("cold starts", values(data, true));
        ValueAxis waste = Axes.of("memory held for nothing, as a multiple of fixed 10 min", values(data, false));
        return decorated(title, new XYPlot(data, cold, waste, renderer), curves.hasZeros());
    }

    private static XYSeries series(int number, Curve curve, ParetoCurves curves) {
        String name = curve.bound() ? curve.name() + " (bound)" : curve.name();
        XYSeries series = new XYSeries(new Key(number, name), false);
        for (Point point : curve.points()) {
            series.add(curves.shownCold(point), curves.shownWaste(point));
        }
        return series;
    }

    /** Two policies may have one name; the legend needs keys that differ. */
    private record Key(int number, String name) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return Integer.compare(number, other.number);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static double[] values(XYSeriesCollection data, boolean cold) {
        return IntStream.range(0, data.getSeriesCount())
                .boxed()
                .flatMapToDouble(series -> IntStream.range(0, data.getItemCount(series))
                        .mapToDouble(item -> cold ? data.getXValue(series, item) : data.getYValue(series, item)))
                .toArray();
    }

    private static void style(XYLineAndShapeRenderer renderer, int number, boolean bound) {
        Color colour = COLOURS.get(number % COLOURS.size());
        renderer.setSeriesPaint(number, colour);
        renderer.setSeriesShape(number, MARKERS.get(number % MARKERS.size()));
        renderer.setSeriesShapesFilled(number, !bound);
        float[] dashes = bound ? new float[] {6, 4} : null;
        renderer.setSeriesStroke(
                number, new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dashes, 0));
    }

    private static JFreeChart decorated(String title, XYPlot plot, boolean zeros) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setOutlinePaint(Color.GRAY);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(title, TEXT.deriveFont(Font.BOLD), plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 8, 8, 16));
        LegendTitle legend = new LegendTitle(plot);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemFont(TEXT);
        chart.addSubtitle(legend);
        if (zeros) {
            TextTitle note = new TextTitle("what is 0 is drawn at the edge of its axis", SMALL);
            note.setPosition(RectangleEdge.BOTTOM);
            chart.addSubtitle(0, note);
        }
        return chart;
    }

    private static Shape polygon(double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
