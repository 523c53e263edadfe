package io.sluice.benchmarks.video;

/** The seconds of one round: of each stage, and from its beginning to its end. */
public record Stages(double split, double paint, double join, double whole) {}
