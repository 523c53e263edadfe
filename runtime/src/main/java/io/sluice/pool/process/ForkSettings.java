package io.sluice.pool.process;

import java.time.Duration;

/**
 * How many fork servers there may be, and for how long.
 *
 * @param most how many at once; 0: every instance is started
 * @param idle how long one stays without an instance
 * @param answer how long one may take to fork
 */
public record ForkSettings(int most, Duration idle, Duration answer) {

    /** No fork servers. */
    public static final ForkSettings NONE = new ForkSettings(0, Duration.ZERO, Duration.ZERO);

    /** Ones that answer within two seconds, or are given up. */
    public static ForkSettings of(int most, Duration idle) {
        return new ForkSettings(most, idle, Duration.ofSeconds(2));
    }
}
