package io.sluice.pool;

import java.time.Duration;

/** Says how long an instance without calls may stay. Asked whenever one falls idle, in the pools' turn: answers at once. */
@FunctionalInterface
public interface KeepAlive {

    /** What the function's author set, and nothing more. */
    KeepAlive AS_SET = (function, version, settings) -> settings.idle();

    /** How long an instance of this version may stay idle from now on; not negative. */
    Duration of(String function, String version, PoolSettings settings);
}
