package io.sluice.contract.frames;

import java.time.Duration;

/**
 * What one side of a session allows the other.
 *
 * @param payload the most bytes of one payload that it takes; at least 0
 * @param calls the most calls of the other side in progress; more end the session; at least 1
 * @param hello how long the other side may take to say hello
 * @param pingAfter how long the other side may say nothing while it owes answers before it is asked for a sign of life;
 *     zero: it is never asked
 * @param pingTimeout how long it may then take to give one before the session ends
 */
public record SessionLimits(int payload, int calls, Duration hello, Duration pingAfter, Duration pingTimeout) {

    /** The usual times, and so many bytes and calls. */
    public static SessionLimits of(int payload, int calls) {
        return new SessionLimits(payload, calls, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
