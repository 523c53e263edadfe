package io.sluice.functions.imageclassify;

import java.util.Optional;

/**
 * How a model wants pictures.
 *
 * @param planes whether colours come one after the other, {@code [n,3,height,width]}, or pixels, {@code [n,height,width,3]}
 */
record Shape(int width, int height, boolean planes) {

    private static final int COLOURS = 3;
    private static final int DIMENSIONS = 4;
    private static final int USUAL = 224;
    private static final int MOST = 2048;

    /** The shape of an input of those dimensions, negative where they may be anything; nothing where no picture fits. */
    static Optional<Shape> of(long... dimensions) {
        if (dimensions.length != DIMENSIONS || dimensions[0] > 1) {
            return Optional.empty();
        }
        if (dimensions[1] == COLOURS) {
            return of(dimensions[2], dimensions[3], true);
        }
        return dimensions[3] == COLOURS ? of(dimensions[1], dimensions[2], false) : Optional.empty();
    }

    private static Optional<Shape> of(long height, long width, boolean planes) {
        if (height == 0 || width == 0 || height > MOST || width > MOST) {
            return Optional.empty();
        }
        return Optional.of(new Shape(width < 0 ? USUAL : (int) width, height < 0 ? USUAL : (int) height, planes));
    }

    /** The same for one picture. */
    long[] tensor() {
        return planes ? new long[] {1, COLOURS, height, width} : new long[] {1, height, width, COLOURS};
    }
}
