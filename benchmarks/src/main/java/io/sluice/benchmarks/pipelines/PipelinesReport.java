package io.sluice.benchmarks.pipelines;

import java.util.List;

/**
 * What came of all rounds.
 *
 * @param items how many rounds the loop has
 * @param parallel how many of them at once
 * @param singles calls per second of a client with as many at once, round by round
 * @param maps calls per second that the loop makes, round by round
 * @param fanOut how many rounds the loop from cold has, all at once
 * @param bareSeconds how long one of its calls takes by itself, warm
 * @param offSeconds how long the whole takes from cold without warm-up, round by round
 * @param onSeconds the same with it
 * @param knownOffSeconds how long a pipeline takes that was called before, but of which nothing is warm: a step of a second, then
 *     as many rounds at once; without warm-up, round by round
 * @param knownOnSeconds the same with it
 */
public record PipelinesReport(
        int items,
        int parallel,
        List<Double> singles,
        List<Double> maps,
        int fanOut,
        double bareSeconds,
        List<Double> offSeconds,
        List<Double> onSeconds,
        List<Double> knownOffSeconds,
        List<Double> knownOnSeconds) {}
