package io.sluice.manifest;

import java.time.Duration;

/**
 * Whether and how long a function's results are kept, so that equal calls need not run it again.
 *
 * @param ttl how long a result is kept; zero keeps none
 * @param shared whether a result that one caller got may be given to others; false where none are kept
 */
public record CacheSettings(Duration ttl, boolean shared) {

    /** Nothing is kept. */
    public static final CacheSettings NONE = new CacheSettings(Duration.ZERO, false);

    /** Whether results are kept at all. */
    public boolean keeps() {
        return ttl.isPositive();
    }
}
