package io.sluice.algorithms;

/** A source that no build can be made of; the message is for its author. */
final class BuildFailed extends Exception {

    private static final long serialVersionUID = 1L;

    BuildFailed(String message) {
        super(message, null, false, false);
    }
}
