package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.statistics.LearnedEdge;
import java.time.Duration;
import java.util.List;

/**
 * Why instances of a function are kept or started, or aren't. Times are in nanoseconds of the clock of the events.
 *
 * @param busy how many calls are in progress
 * @param idleTimes how many times its first instance was used again after it had fallen idle
 * @param forecast when its first instance is to be warm, as long as it isn't used; empty while it is in use
 * @param reasons what is planned for it now
 * @param experts what each way to keep its first instance cost lately, cheapest first
 * @param startMedian how long a start takes
 * @param startHigh the same, its 95th percentile
 * @param out whom it calls
 * @param in who calls it
 */
public record Explanation(
        String function,
        int busy,
        long idleTimes,
        List<Span> forecast,
        List<Reason> reasons,
        List<ExpertCost> experts,
        Duration startMedian,
        Duration startHigh,
        List<LearnedEdge> out,
        List<LearnedEdge> in) {

    public Explanation {
        forecast = List.copyOf(forecast);
        reasons = List.copyOf(reasons);
        experts = List.copyOf(experts);
        out = List.copyOf(out);
        in = List.copyOf(in);
    }

    /**
     * A time in which an instance is to be warm.
     *
     * @param worth how likely it is to be used in it, if it isn't before
     */
    public record Span(long fromNanos, long untilNanos, double worth) {}

    /**
     * Something that instances are planned for.
     *
     * @param why in words
     * @param counting what the number counts
     * @param instances how many
     * @param untilNanos until when
     */
    public record Reason(String why, Plan.Counting counting, int instances, long untilNanos) {}

    /**
     * What a way to keep it cost.
     *
     * @param perIdleTime on average, in seconds that an instance is held; a cold start counts as tau
     * @param chosen whether it is the one that is followed
     */
    public record ExpertCost(String expert, double perIdleTime, boolean chosen) {}
}
