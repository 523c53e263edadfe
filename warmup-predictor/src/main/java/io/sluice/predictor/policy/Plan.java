package io.sluice.predictor.policy;

/**
 * A wish to have instances of a function there for a time. Whoever carries it out starts what is missing when the time
 * begins; an idle instance that no plan wants any more is ended. A start begins at {@code fromNanos}: whoever wants
 * an instance ready at a time plans it earlier by the time that a start takes.
 *
 * @param function whose instances
 * @param key tells the plans of one function apart
 * @param counting what {@code instances} counts
 * @param instances how many, at least 1
 * @param fromNanos when the wish begins
 * @param untilNanos when it ends, later than it begins; {@link Long#MAX_VALUE}: when it is withdrawn
 * @param value what it is worth: the probability that it spares a call a cold start, between 0 and 1. Where there is
 *     not enough memory, or too many starts come at once, those worth most go first
 */
public record Plan(
        String function, long key, Counting counting, int instances, long fromNanos, long untilNanos, double value) {

    /** The key of the plan for after a call. */
    public static final long KEEP_ALIVE = 0;

    /** The key of the plan for calls that are foreseen from when calls came before. */
    public static final long FORECAST = -1;

    /** What a plan's number counts. A function's target is the larger of its largest TOTAL, and busy ones plus all FREE. */
    public enum Counting {
        /** All instances of the function: starting, idle and busy. */
        TOTAL,
        /** Those that are free for calls to come: starting and idle. Plans of several keys add up. */
        FREE
    }

    public Plan {
        if (instances < 1 || untilNanos <= fromNanos || !(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("plan for '" + function + "': instances " + instances + ", from "
                    + fromNanos + " until " + untilNanos + ", value " + value);
        }
    }
}
