package io.sluice.deploy;

/** A deploy that contradicts what is there; the message says what, and what to do. */
public final class DeployConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeployConflict(String message) {
        super(message, null, false, false);
    }
}
