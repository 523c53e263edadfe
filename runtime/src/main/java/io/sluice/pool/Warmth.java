package io.sluice.pool;

/** What a call had to wait for. */
public enum Warmth {
    /** An instance was ready when it came, though perhaps busy. */
    WARM,
    /** An instance was starting already when it came. */
    PARTIAL,
    /** An instance was started after it came. */
    COLD
}
