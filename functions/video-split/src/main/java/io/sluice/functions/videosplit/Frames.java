package io.sluice.functions.videosplit;

import java.util.List;
import java.util.Map;

/**
 * What a video was split into.
 *
 * @param frames addresses, in order; one that is shown for longer is there several times
 * @param fps how many of them are a second
 * @param width of each
 * @param height of each
 * @param seconds how long all of them take
 * @param sound whether the video has sound, too
 * @param metadata what its author says of it
 */
public record Frames(
        List<String> frames,
        double fps,
        int width,
        int height,
        double seconds,
        boolean sound,
        Map<String, String> metadata) {}
