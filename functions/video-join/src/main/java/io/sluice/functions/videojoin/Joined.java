package io.sluice.functions.videojoin;

/**
 * A video that was made.
 *
 * @param video its address
 * @param bytes how large it is
 * @param seconds how long
 * @param sound whether it has sound
 */
public record Joined(String video, long bytes, long frames, double seconds, int width, int height, boolean sound) {}
