package io.sluice.warmup;

/**
 * How many instances may be started ahead of need: so many a minute, of which none gets lost within a minute. For one
 * thread. Times are in nanoseconds.
 */
final class StartRate {

    private static final double NANOS_PER_MINUTE = 60e9;

    private final int perMinute;
    private double left;
    private long since;

    StartRate(int perMinute, long now) {
        this.perMinute = perMinute;
        this.left = perMinute;
        this.since = now;
    }

    /** Takes so many starts, or as many as there are; returns how many. */
    int take(int wanted, long now) {
        left = Math.min(perMinute, left + Math.max(0, now - since) / NANOS_PER_MINUTE * perMinute);
        since = Math.max(since, now);
        int taken = Math.clamp((long) left, 0, wanted);
        left -= taken;
        return taken;
    }
}
