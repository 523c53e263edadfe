package io.sluice.functions.imagefilter;

import io.sluice.functions.media.Pictures;
import java.awt.image.BufferedImage;

/** Filters that weigh a pixel and its eight neighbours; pixels beyond the border are as those at it. */
enum Kernel {
    BLUR(16, 1, 2, 1, 2, 4, 2, 1, 2, 1),
    SHARPEN(1, 0, -1, 0, -1, 5, -1, 0, -1, 0),
    EMBOSS(1, -2, -1, 0, -1, 1, 1, 0, 1, 2),
    EDGES(1, -1, -1, -1, -1, 8, -1, -1, -1, -1);

    private static final int SIDE = 3;

    private final int divisor;
    private final int[] weights;

    Kernel(int divisor, int... weights) {
        this.divisor = divisor;
        this.weights = weights;
    }

    BufferedImage over(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[][] rows = new int[SIDE][width];
        int[] result = new int[width];
        BufferedImage filtered = Pictures.blank(width, height);
        for (int y = 0; y < height; y++) {
            for (int dy = 0; dy < SIDE; dy++) {
                picture.getRGB(0, Math.clamp(y + dy - 1, 0, height - 1), width, 1, rows[dy], 0, width);
            }
            for (int x = 0; x < width; x++) {
                result[x] = at(rows, x);
            }
            filtered.setRGB(0, y, width, 1, result, 0, width);
        }
        return filtered;
    }

    private int at(int[][] rows, int x) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = 0; i < weights.length; i++) {
            int rgb = rows[i / SIDE][Math.clamp(x + i % SIDE - 1, 0, rows[0].length - 1)];
            red += weights[i] * Pixels.red(rgb);
            green += weights[i] * Pixels.green(rgb);
            blue += weights[i] * Pixels.blue(rgb);
        }
        return Pixels.of(red / divisor, green / divisor, blue / divisor);
    }
}
