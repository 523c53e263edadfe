package io.sluice.deploy;

/** A deploy for an owner that the caller doesn't act for. */
public final class DeployNotAllowed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeployNotAllowed(String message) {
        super(message, null, false, false);
    }
}
