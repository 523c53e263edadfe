package io.sluice.functions.video;

import io.sluice.functions.media.InputErrors;
import java.time.Duration;

/**
 * What a video may have at most.
 *
 * @param length how long it may be
 * @param pixels how many one of its frames may have
 */
public record VideoLimits(Duration length, long pixels) {

    private static final double MICROS = 1e6;

    void check(String name, long micros, int width, int height) {
        if (micros > length.toSeconds() * MICROS) {
            throw InputErrors.mustBe(
                    name, "at most " + length.toSeconds() + " s long", "%.1f s".formatted(micros / MICROS));
        }
        if ((long) width * height > pixels) {
            throw InputErrors.mustBe(name, "of at most " + pixels + " pixels a frame", width + "x" + height);
        }
    }
}
