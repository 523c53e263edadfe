package io.sluice.cli.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rounds of one load on one side come to: sums of counts, medians of the rest, and the longest of all.
 *
 * @param calls how many were answered as expected
 * @param refusals how many were refused for now, with 429 or 503
 * @param errors how many were not answered as expected, refusals among them
 * @param unexpected the errors by status, or by what else happened
 * @param perSecond expected answers a second
 * @param latencyMicros of expected answers, from when their calls were due
 * @param refusalMicros of refusals, likewise
 * @param lateMicros how late 99 of 100 calls were sent at most
 * @param runtimeMicros processor time that the runtime's event loops took for a call; null where that can't be known
 * @param generatorMicros processor time that the load generator took for a call
 */
public record Figures(
        String name,
        String load,
        long calls,
        long refusals,
        long errors,
        Map<String, Long> unexpected,
        double perSecond,
        Latency latencyMicros,
        Latency refusalMicros,
        double lateMicros,
        @Nullable Double runtimeMicros,
        double generatorMicros) {}
