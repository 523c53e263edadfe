package io.sluice.functions.imageclassify;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.functions.media.InputErrors;
import io.sluice.functions.media.Options;
import io.sluice.functions.media.Pictures;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Set;

/**
 * What pictures are made to before a model sees them: the middle, scaled, each colour from 0 to 1 less its mean and
 * divided by its deviation. Immutable.
 */
final class Preparation {

    /** The options that are read. */
    static final Set<String> OPTIONS = Set.of("mean", "std");

    private static final int COLOURS = 3;
    private static final float MOST = 255;
    private static final int BYTE = 8;

    /** The middle of a picture is what is this much of its shorter side. */
    private static final double MIDDLE = 0.875;

    private final float[] mean;
    private final float[] deviation;

    /** Those of red, green and blue. */
    private Preparation(float[] mean, float[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /** Those of ImageNet, where the options say nothing. */
    static Preparation of(Options options) {
        return new Preparation(
                colours(options, "mean", 0.485f, 0.456f, 0.406f), colours(options, "std", 0.229f, 0.224f, 0.225f));
    }

    private static float[] colours(Options options, String name, float... otherwise) {
        if (!options.has(name)) {
            return otherwise;
        }
        JsonNode list = options.node(name);
        float[] values = new float[COLOURS];
        for (int i = 0; i < COLOURS; i++) {
            values[i] = (float) list.path(i).asDouble(Double.NaN);
        }
        boolean zero = name.equals("std") && (values[0] * values[1] * values[2] == 0);
        if (list.size() != COLOURS || Float.isNaN(values[0] + values[1] + values[2]) || zero) {
            throw InputErrors.mustBe(name, "three numbers" + (zero ? " that are not 0" : ""), list);
        }
        return values;
    }

    /** The numbers for a model, colour by colour or pixel by pixel. */
    FloatBuffer of(BufferedImage picture, Shape shape) {
        int[] pixels = middle(picture, shape).getRGB(0, 0, shape.width(), shape.height(), null, 0, shape.width());
        FloatBuffer numbers = ByteBuffer.allocateDirect(COLOURS * pixels.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int colour = 0; colour < COLOURS; colour++) {
            int shift = (COLOURS - 1 - colour) * BYTE;
            for (int at = 0; at < pixels.length; at++) {
                float value = ((pixels[at] >> shift & 0xff) / MOST - mean[colour]) / deviation[colour];
                numbers.put(shape.planes() ? colour * pixels.length + at : at * COLOURS + colour, value);
            }
        }
        return numbers;
    }

    private static BufferedImage middle(BufferedImage picture, Shape shape) {
        double scale = MIDDLE
                * Math.min(picture.getWidth() / (double) shape.width(), picture.getHeight() / (double) shape.height());
        double width = scale * shape.width();
        double height = scale * shape.height();
        int x = (int) ((picture.getWidth() - width) / 2);
        int y = (int) ((picture.getHeight() - height) / 2);
        BufferedImage middle = Pictures.blank(shape.width(), shape.height());
        Graphics2D graphics = middle.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(
                picture,
                0,
                0,
                shape.width(),
                shape.height(),
                x,
                y,
                Math.max(x + 1, (int) Math.round(x + width)),
                Math.max(y + 1, (int) Math.round(y + height)),
                null);
        graphics.dispose();
        return middle;
    }
}
