package io.sluice.predictor.trace.source;

/** Numbers that look random and are a function of what they are made of. */
public final class Mix {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** A hash of a text, of 64 bits. */
    public static long hash(CharSequence text) {
        long hash = GOLDEN;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** Spreads the bits of a number: the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    public static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 to below 1, made of two. */
    public static double fraction(long one, long other) {
        return (mix(mix(one + GOLDEN) + other * GOLDEN) >>> 11) * 0x1p-53;
    }
}
