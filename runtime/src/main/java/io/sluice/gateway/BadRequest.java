package io.sluice.gateway;

/** A request that no face can take; it says what the caller should send instead. */
public final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    /**
     * @param status the HTTP status
     * @param code the number that clients know the case by, or 0
     */
    public BadRequest(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
