package io.sluice.functions.videotransform;

import java.util.Map;

/**
 * A video that was made.
 *
 * @param video its address
 * @param bytes how large it is
 * @param frames how many it has
 * @param painted how many of them were painted; those that are shown for longer, once
 * @param seconds how long it is
 * @param sound whether it has sound
 * @param parallel how many calls painted at the same time, at most
 * @param stages the seconds that {@code split}, {@code paint} and {@code join} took
 */
public record Transformed(
        String video,
        long bytes,
        int frames,
        int painted,
        double seconds,
        int width,
        int height,
        boolean sound,
        int parallel,
        Map<String, Double> stages) {}
