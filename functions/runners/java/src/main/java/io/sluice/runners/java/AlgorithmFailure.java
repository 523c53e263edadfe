package io.sluice.runners.java;

/** A failure of a call in words of the runner's, with no stack that would tell its author anything. */
final class AlgorithmFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final String type;

    AlgorithmFailure(String message, String type) {
        super(message, null, false, false);
        this.type = type;
    }

    String type() {
        return type;
    }
}
