package io.sluice.contract.api;

import java.util.List;

/**
 * Why instances of a function are kept or started, or aren't.
 *
 * @param mode what is done with it: {@code on}, {@code shadow}
 * @param instances how many there are
 * @param busy how many calls are in progress
 * @param idleTimes how many times an instance was used again after it had fallen idle
 * @param spans when an instance is to be warm, as long as none is used; empty while one is in use
 * @param plans what instances are planned for now
 * @param experts what each way to keep an instance cost lately, cheapest first
 * @param startMillis how long a start takes, the median
 * @param startHighMillis the same, its 95th percentile
 * @param calls whom it calls
 * @param calledBy who calls it
 */
public record Forecast(
        String function,
        String mode,
        int instances,
        int busy,
        long idleTimes,
        List<Span> spans,
        List<Plan> plans,
        List<Expert> experts,
        double startMillis,
        double startHighMillis,
        List<CallEdge> calls,
        List<CallEdge> calledBy) {

    /**
     * A time in which an instance is to be warm.
     *
     * @param from when it begins, as ISO-8601
     * @param until when it ends, as ISO-8601; empty: nobody knows yet
     * @param worth how likely an instance is to be used in it, from 0 to 1
     */
    public record Span(String from, String until, double worth) {}

    /**
     * Instances that are planned for something.
     *
     * @param why in words
     * @param counting {@code total} or {@code free}: beside those that have calls
     * @param until as ISO-8601; empty: until it is withdrawn
     */
    public record Plan(String why, String counting, int instances, String until) {}

    /**
     * A way to keep an instance.
     *
     * @param cost for each idle time, in seconds that an instance is held; a cold start counts as {@code sluice.warmup.tau}
     * @param chosen whether it is the one that is followed
     */
    public record Expert(String expert, double cost, boolean chosen) {}
}
