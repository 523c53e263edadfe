package io.sluice.sandbox;

/** A process that must be confined can't be on this host; says why, and what to do. */
public final class IsolationUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is missing. */
    public IsolationUnavailable(String message) {
        super(message);
    }
}
