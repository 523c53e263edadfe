package io.sluice.gateway;

import java.time.Duration;

/** The runtime's memory for requests has no room for this one: wait and try again. */
public final class NoRoom extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Room comes back as fast as calls end; a second is the least that HTTP can say. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    static NoRoom forBody(long bytes) {
        return new NoRoom("the runtime's memory for requests has no room now for an input of " + bytes
                + " bytes of this caller's; see sluice.gateway.payloads");
    }

    public NoRoom(String message) {
        super(message, null, false, false);
    }
}
