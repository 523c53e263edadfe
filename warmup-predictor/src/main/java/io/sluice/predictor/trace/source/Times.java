package io.sluice.predictor.trace.source;

/** Units of traces in nanoseconds, and how large a time may be. */
public final class Times {

    /** Nanoseconds of a second. */
    public static final long SECOND = 1_000_000_000L;

    /** Nanoseconds of a minute. */
    public static final long MINUTE = 60 * SECOND;

    /** The most seconds that a time may have: about a hundred years, so that sums of some stay within a long. */
    public static final double MOST_SECONDS = 3e9;

    private Times() {}

    /** Seconds as nanoseconds. */
    public static long ofSeconds(double seconds) {
        return Math.round(seconds * SECOND);
    }

    /** Milliseconds as nanoseconds. */
    public static long ofMillis(double millis) {
        return Math.round(millis * 1_000_000);
    }
}
