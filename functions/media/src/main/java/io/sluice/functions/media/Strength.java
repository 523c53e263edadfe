package io.sluice.functions.media;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * How much of a picture is replaced by what was made of it.
 *
 * @param share from 0, nothing, to 1, everything
 */
public record Strength(double share) {

    /** The option that it is read from. */
    public static final String OPTION = "strength";

    /** What the option says; everything where it says nothing. */
    public static Strength of(Options options) {
        return new Strength(options.number(OPTION, 0, 1, 1));
    }

    /** Both pictures, as large as each other, in one. */
    public BufferedImage mix(BufferedImage original, BufferedImage made) {
        if (share == 1) {
            return made;
        }
        BufferedImage mixed = Pictures.blank(made.getWidth(), made.getHeight());
        byte[] from = bytes(original);
        byte[] with = bytes(made);
        byte[] to = bytes(mixed);
        for (int i = 0; i < to.length; i++) {
            to[i] = (byte) Math.round((from[i] & 0xff) * (1 - share) + (with[i] & 0xff) * share);
        }
        return mixed;
    }

    private static byte[] bytes(BufferedImage picture) {
        return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    }
}
