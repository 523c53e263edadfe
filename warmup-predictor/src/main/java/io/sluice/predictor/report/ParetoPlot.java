package io.sluice.predictor.report;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.svg.SVGGraphics2D;

/**
 * The picture of what memory buys: waste as a multiple of a keep-alive of ten minutes against cold starts, a curve for each
 * policy over what was varied, bounds dashed. The nearer to the corner of no waste and no cold starts, the better.
 */
public final class ParetoPlot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 540;
    private static final int PNG_SCALE = 2;

    private final JFreeChart chart;

    public ParetoPlot(Report report) {
        chart = ParetoChart.of(report.trace(), ParetoCurves.of(report));
    }

    /** Writes it as SVG; the same report gives the same bytes. */
    public void writeSvg(OutputStream out) throws IOException {
        SVGGraphics2D canvas = new SVGGraphics2D(WIDTH, HEIGHT);
        canvas.setDefsKeyPrefix("sluice");
        chart.setElementHinting(false);
        chart.draw(canvas, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        out.write(canvas.getSVGDocument().getBytes(StandardCharsets.UTF_8));
    }

    /** Writes it as PNG, with two dots a point. */
    public void writePng(OutputStream out) throws IOException {
        BufferedImage image = chart.createBufferedImage(WIDTH * PNG_SCALE, HEIGHT * PNG_SCALE, WIDTH, HEIGHT, null);
        ImageIO.write(image, "png", out);
    }
}
