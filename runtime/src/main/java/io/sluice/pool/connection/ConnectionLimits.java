package io.sluice.pool.connection;

import java.time.Duration;

/**
 * What an instance may do on its connections.
 *
 * @param resultBytes the largest result, and the largest input of a nested call
 * @param nestedCalls the most nested calls that it may have in progress on one connection
 * @param pingAfter how long it may say nothing while it has calls, before it is asked for a sign of life; zero: it is
 *     never asked
 * @param pingTimeout how long it may then take to give one
 */
public record ConnectionLimits(int resultBytes, int nestedCalls, Duration pingAfter, Duration pingTimeout) {

    /** The usual limits: 15 MiB a result, a sign of life 10 s after it was asked for, when 5 s brought none. */
    public static final ConnectionLimits USUAL =
            new ConnectionLimits(15 * 1024 * 1024, 1_000, Duration.ofSeconds(5), Duration.ofSeconds(10));
}
