package io.sluice.benchmarks.video;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.benchmarks.report.Aim;
import io.sluice.cli.load.Statistics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of all rounds.
 *
 * @param frames how many were painted in each
 * @param bare in one process, round by round
 * @param functions by functions that are warm
 * @param one the same with one instance that paints one picture at a time
 * @param instances how many painted, in the rounds by functions
 * @param peakMib the runtime's most resident memory
 */
public record VideoReport(
        int frames,
        int cores,
        List<Stages> bare,
        List<Stages> functions,
        List<Stages> one,
        int instances,
        double peakMib) {

    private static final double MOST_OF_BARE = 1.2;
    private static final double LEAST_OF_CORES = 0.85;
    private static final double MOST_MIB = 400;

    /** How it stands to what the project aims at. */
    @JsonProperty
    public List<Aim> aims() {
        return List.of(
                Aim.atMost(
                        "functions / bare",
                        median(functions, Stages::whole) / median(bare, Stages::whole),
                        MOST_OF_BARE),
                Aim.atLeast(
                        "painting, one instance / all, part of the cores",
                        median(one, Stages::paint) / median(functions, Stages::paint) / cores,
                        LEAST_OF_CORES),
                Aim.atMost("runtime: resident MiB at most", peakMib, MOST_MIB));
    }

    static double median(List<Stages> rounds, ToDoubleFunction<Stages> figure) {
        return Statistics.median(
                rounds.stream().map(round -> figure.applyAsDouble(round)).toList());
    }
}
