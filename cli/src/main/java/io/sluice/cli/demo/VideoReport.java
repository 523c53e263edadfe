package io.sluice.cli.demo;

import io.sluice.contract.api.FunctionStats;
import java.util.List;
import java.util.Map;

/**
 * What the video demonstration made, and what that took.
 *
 * @param input the video, in words
 * @param style how it was painted, in words
 * @param out the file that was written
 * @param frames how many it has
 * @param painted how many of them were painted; those that are shown for longer, once
 * @param seconds how long it is
 * @param parallel how many calls painted at the same time, at most
 * @param stages the seconds that each stage took
 * @param took the seconds from the call to its answer
 * @param functions what the runtime counted for each function
 */
public record VideoReport(
        String input,
        String style,
        String out,
        int frames,
        int painted,
        double fps,
        double seconds,
        int width,
        int height,
        boolean sound,
        long bytes,
        int parallel,
        Map<String, Double> stages,
        double took,
        List<FunctionStats> functions) {}
