package io.sluice.functions.video;

import java.awt.image.BufferedImage;

/**
 * One frame of a video, upright.
 *
 * @param micros when it is shown, from the beginning of the video
 */
public record VideoFrame(BufferedImage picture, long micros) {}
