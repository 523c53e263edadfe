package io.sluice.functions.imagefilter;

import io.sluice.functions.media.Pictures;
import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;

/** Filters that look at one pixel at a time, as {@code 0xRRGGBB}; higher bits mean nothing. */
final class Pixels {

    private static final int LEVELS = 4;
    private static final int MOST = 255;

    private Pixels() {}

    static BufferedImage map(BufferedImage picture, IntUnaryOperator each) {
        int width = picture.getWidth();
        BufferedImage mapped = Pictures.blank(width, picture.getHeight());
        int[] row = new int[width];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                row[x] = each.applyAsInt(row[x]);
            }
            mapped.setRGB(0, y, width, 1, row, 0, width);
        }
        return mapped;
    }

    /** The luma of ITU-R BT.601. */
    static int gray(int rgb) {
        int luma = (299 * red(rgb) + 587 * green(rgb) + 114 * blue(rgb)) / 1000;
        return of(luma, luma, luma);
    }

    static int sepia(int rgb) {
        int red = red(rgb);
        int green = green(rgb);
        int blue = blue(rgb);
        return of(
                (393 * red + 769 * green + 189 * blue) / 1000,
                (349 * red + 686 * green + 168 * blue) / 1000,
                (272 * red + 534 * green + 131 * blue) / 1000);
    }

    /** Each colour in one of four levels. */
    static int posterized(int rgb) {
        return of(level(red(rgb)), level(green(rgb)), level(blue(rgb)));
    }

    private static int level(int colour) {
        return colour * LEVELS / (MOST + 1) * MOST / (LEVELS - 1);
    }

    static int red(int rgb) {
        return rgb >> 16 & MOST;
    }

    static int green(int rgb) {
        return rgb >> 8 & MOST;
    }

    static int blue(int rgb) {
        return rgb & MOST;
    }

    /** Puts three colours together; what is out of range is cut. */
    static int of(int red, int green, int blue) {
        return Math.clamp(red, 0, MOST) << 16 | Math.clamp(green, 0, MOST) << 8 | Math.clamp(blue, 0, MOST);
    }
}
