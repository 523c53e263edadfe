package io.sluice.router;

import java.time.Duration;

/** The moment by which an answer is of use, on the monotonic clock ({@link System#nanoTime}). */
public record Deadline(long atNanos) {

    /** The deadline that much later than now. */
    public static Deadline in(Duration time, long nowNanos) {
        return new Deadline(nowNanos + time.toNanos());
    }

    /** What is left; zero or negative when it has passed. */
    public Duration remaining(long nowNanos) {
        return Duration.ofNanos(atNanos - nowNanos);
    }

    /** The earlier of the two. */
    public Deadline earlier(Deadline other) {
        return atNanos - other.atNanos <= 0 ? this : other;
    }
}
