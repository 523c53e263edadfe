package io.sluice.algorithms;

/** Why something that was asked for an algorithm is not done; the message says what, and what to do. */
public final class AlgorithmFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the caller should do about it. */
    public enum Kind {
        /** Choose another name. */
        NAME_TAKEN,
        /** Ask somebody who may. */
        NOT_ALLOWED,
        /** Send something else. */
        INVALID,
        /** Name another build, or make one. */
        NO_SUCH_BUILD,
        /** Build something new. */
        PUBLISHED_ALREADY,
        /** Correct the source. */
        BUILD_FAILED,
        /** Try again later. */
        BUSY
    }

    private final Kind kind;

    AlgorithmFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** What the caller should do. */
    public Kind kind() {
        return kind;
    }
}
