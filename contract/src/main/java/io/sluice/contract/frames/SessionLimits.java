package io.sluice.contract.frames;

import java.time.Duration;

/**
 * What one side of a session allows the other.
 *
 * @param payload the most bytes of one payload that it takes; at least 0
 * @param calls the most calls of the other side in progress, which is told it; more end the session; at least 1
 * @param hello how long the other side may take to say hello
 * @param pingAfter how long the other side may say nothing while it owes answers before it is asked for a sign of life;
 *     zero: it is never asked
 * @param pingTimeout how long it may then take to give one before the session ends; and to answer a goodbye
 * @param references whether this side takes payloads by {@link Field#REFERENCE}, which it tells the other
 */
public record SessionLimits(
        int payload, int calls, Duration hello, Duration pingAfter, Duration pingTimeout, boolean references) {

    /** Those of a side that takes no references. */
    public SessionLimits(int payload, int calls, Duration hello, Duration pingAfter, Duration pingTimeout) {
        this(payload, calls, hello, pingAfter, pingTimeout, false);
    }

    public SessionLimits {
        if (payload < 0 || calls < 1) {
            throw new IllegalArgumentException(
                    "limits of a session: payload must be at least 0 and calls at least 1, were " + payload + " and "
                            + calls);
        }
        if (hello.isNegative() || pingAfter.isNegative() || pingTimeout.isNegative()) {
            throw new IllegalArgumentException("limits of a session: no time may be negative, were hello " + hello
                    + ", pingAfter " + pingAfter + " and pingTimeout " + pingTimeout);
        }
    }

    /** The usual times, and so many bytes and calls. */
    public static SessionLimits of(int payload, int calls) {
        return new SessionLimits(payload, calls, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
