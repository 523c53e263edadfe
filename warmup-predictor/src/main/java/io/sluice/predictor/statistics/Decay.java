package io.sluice.predictor.statistics;

/**
 * Forward decay with a common landmark (Cormode, Shkapenyuk, Srivastava and Xu, "Forward Decay: A Practical Time Decay Model
 * for Streaming Systems", 2009): what happens later weighs more and nothing is ever scaled, so that sums from several nodes
 * can be added. The landmarks are the beginnings of epochs, the same for all whose clocks have the same origin.
 */
public enum Decay {
    /** For what may have changed today. */
    FAST(12 * 3600.0),
    /** For what is generally so. */
    SLOW(7 * 24 * 3600.0);

    /** Time is counted in epochs of thirty days, so that weights fit in a float. */
    public static final double EPOCH_SECONDS = 30 * 24 * 3600.0;

    private final double halfLifeSeconds;

    Decay(double halfLifeSeconds) {
        this.halfLifeSeconds = halfLifeSeconds;
    }

    /** The epoch of a time. */
    public static long epoch(double seconds) {
        return (long) Math.floor(seconds / EPOCH_SECONDS);
    }

    /** What something weighs that happens at that time, seen from the landmark of its epoch. */
    public double weight(double seconds) {
        return Math.exp((seconds - epoch(seconds) * EPOCH_SECONDS) / halfLifeSeconds * Math.log(2));
    }

    /** What a weight of an earlier epoch is worth so many epochs later. */
    public double over(long epochs) {
        return Math.pow(2, -epochs * EPOCH_SECONDS / halfLifeSeconds);
    }
}
