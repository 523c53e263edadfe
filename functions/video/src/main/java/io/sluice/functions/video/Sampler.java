package io.sluice.functions.video;

/**
 * Makes frames at a constant rate of frames that come when they come: each moment shows the frame that was current then.
 * For one thread.
 */
public final class Sampler {

    private static final double MICROS = 1e6;
    private static final double HALF = 0.5;

    private final double rate;
    private long made;

    /**
     * Begins where that time of the video is.
     *
     * @param rate frames a second
     */
    public Sampler(double rate, long micros) {
        this.rate = rate;
        this.made = due(micros);
    }

    /** How many frames there are before the next, from the beginning of the video. */
    public long made() {
        return made;
    }

    /**
     * How many frames the current one makes that is shown until then: none, one or several.
     *
     * @param micros from the beginning of the video
     */
    public int until(long micros) {
        long due = Math.max(made, due(micros));
        int more = (int) (due - made);
        made = due;
        return more;
    }

    private long due(long micros) {
        return Math.max(0, (long) Math.ceil((micros - HALF) * rate / MICROS));
    }
}
