package io.sluice.functions.imagefilter;

import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;

/** What can be done to a picture. */
enum Filter {
    GRAY(pixels(Pixels::gray)),
    SEPIA(pixels(Pixels::sepia)),
    INVERT(pixels(rgb -> ~rgb)),
    POSTERIZE(pixels(Pixels::posterized)),
    BLUR(picture -> Kernel.BLUR.over(Kernel.BLUR.over(picture))),
    SHARPEN(Kernel.SHARPEN::over),
    EMBOSS(Kernel.EMBOSS::over),
    EDGES(Kernel.EDGES::over);

    private final Work work;

    Filter(Work work) {
        this.work = work;
    }

    /** Makes another picture of one, as large. */
    BufferedImage apply(BufferedImage picture) {
        return work.apply(picture);
    }

    private static Work pixels(IntUnaryOperator each) {
        return picture -> Pixels.map(picture, each);
    }

    private interface Work {
        BufferedImage apply(BufferedImage picture);
    }
}
