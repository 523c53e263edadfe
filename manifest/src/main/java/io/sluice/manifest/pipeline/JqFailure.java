package io.sluice.manifest.pipeline;

/** An expression has no value; the message says which, and why. */
public final class JqFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JqFailure(String message) {
        super(message, null, false, false);
    }
}
