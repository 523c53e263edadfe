package io.sluice.warmup;

/** What is done with what is learned. */
public enum WarmupMode {
    /** Nothing is learned: instances stay as long as their authors say. */
    OFF,
    /** It is learned and planned, and counted what that would have spared, but nothing is done. */
    SHADOW,
    /** Instances are started and kept as planned. */
    ON
}
