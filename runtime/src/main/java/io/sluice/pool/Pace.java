package io.sluice.pool;

/**
 * How long leases are held, from which follows how fast a queue moves: with so many places that each take so long, one
 * falls free every so often (Little's law). A value, never changed; times are in nanoseconds.
 *
 * @param held how long a lease is held on average, the latest counting most; 0 while none was given back
 */
record Pace(long held) {

    static final Pace UNKNOWN = new Pace(0);

    /** The weight of the latest lease is one in so many. */
    private static final int MEMORY = 16;

    /** One lease counts as so many times the average at most: a call that hung says little about the others. */
    private static final int OUTLIER = 8;

    /** After a lease that was held so long. */
    Pace after(long time) {
        long latest = Math.max(1, time);
        return new Pace(held == 0 ? latest : Math.max(1, held + (Math.min(latest, OUTLIER * held) - held) / MEMORY));
    }

    /** How long the one waits that is this far back, 1 being the next, before so many places; 0 while nothing is known. */
    long wait(int position, int places) {
        return places == 0 ? 0 : (long) ((double) held * position / places);
    }
}
