package io.sluice.cli.load;

/** How the calls of an open loop come in. */
public enum Arrivals {
    /** At equal distances. */
    UNIFORM,
    /** Independently of each other, as from many clients: at distances that are exponentially distributed. */
    POISSON
}
