package io.sluice.contract.frames;

/** Bytes that are not frames, or a frame that may not come: what follows on the connection can't be trusted. */
final class BrokenFrame extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenFrame(String reason) {
        super(reason, null, false, false);
    }

    /** What is wrong, for a log. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
