package io.sluice.predictor.policy.learning;

/** Seconds and nanoseconds, and a time that goes forward only. */
final class Clock {

    private static final double NANOS = 1e9;

    private long latest = Long.MIN_VALUE;
    private long stepsBack;

    /** The time of an event in seconds: the latest known when the event says that it was before. */
    double at(long nanos) {
        if (nanos < latest) {
            stepsBack++;
        } else {
            latest = nanos;
        }
        return latest / NANOS;
    }

    /** The latest time known in seconds; zero before the first. */
    double latest() {
        return latest == Long.MIN_VALUE ? 0 : latest / NANOS;
    }

    long stepsBack() {
        return stepsBack;
    }

    static long nanos(double seconds) {
        return seconds >= Long.MAX_VALUE / NANOS ? Long.MAX_VALUE : (long) (seconds * NANOS);
    }
}
