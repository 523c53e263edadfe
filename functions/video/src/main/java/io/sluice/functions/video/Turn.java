package io.sluice.functions.video;

import io.sluice.functions.media.Pictures;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * What a camera that was held another way says must be done to its frames.
 *
 * @param quarters clockwise, 0 to 3
 */
record Turn(int quarters) {

    private static final int ALL = 4;
    private static final double DEGREES = 90;

    /** @param degrees counterclockwise, as the display matrix of a video has it */
    static Turn ofDegrees(double degrees) {
        return new Turn(Math.floorMod(Math.round(-degrees / DEGREES), ALL));
    }

    boolean swapsSides() {
        return quarters % 2 == 1;
    }

    BufferedImage of(BufferedImage picture) {
        if (quarters == 0) {
            return picture;
        }
        int width = picture.getWidth();
        int height = picture.getHeight();
        BufferedImage turned = swapsSides() ? Pictures.blank(height, width) : Pictures.blank(width, height);
        Graphics2D graphics = turned.createGraphics();
        graphics.translate(turned.getWidth() / 2.0, turned.getHeight() / 2.0);
        graphics.rotate(quarters * Math.PI / 2);
        graphics.drawImage(picture, -width / 2, -height / 2, null);
        graphics.dispose();
        return turned;
    }
}
