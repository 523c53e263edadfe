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

    /** @param rate frames a second */
    public Sampler(double rate) {
        this.rate = rate;
    }

    /**
     * How many frames the current one makes that is shown until then: none, one or several.
     *
     * @param micros from the beginning of the video
     */
    public int until(long micros) {
        long due = Math.max(made, (long) Math.ceil((micros - HALF) * rate / MICROS));
        int more = (int) (due - made);
        made = due;
        return more;
    }
}
