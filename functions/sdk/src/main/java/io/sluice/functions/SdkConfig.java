package io.sluice.functions;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an author may set in {@code application.properties} about the SDK itself. */
@ConfigMapping(prefix = "sluice-sdk")
interface SdkConfig {

    /**
     * The largest input that is read, in bytes or with a unit ({@code 64M}), the largest file that is read into memory,
     * and by frames the largest answer to a nested call; 0: only empty ones.
     */
    @WithDefault("64M")
    MemorySize maxRequest();

    /** How long calls in progress may go on when the instance is asked to end; 0: not at all. */
    @WithDefault("10s")
    Duration drain();

    /** How many connections to the runtime data shares, and nested calls by HTTP; at least 1. Calls by frames need none. */
    @WithDefault("64")
    int nestedConnections();
}
