package io.sluice.pipeline;

import java.time.Duration;

/**
 * What pipelines may use.
 *
 * @param runs how many there may be under way at once
 * @param steps how many tasks one run may carry out, each round of a loop counted anew
 * @param data how many bytes the values may have together that one run makes and gets
 * @param expression how long one expression may be evaluated
 */
public record PipelineLimits(int runs, int steps, long data, Duration expression) {}
