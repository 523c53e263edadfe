package io.sluice.gateway;

import org.jspecify.annotations.Nullable;

/** A request that no face can take; it says what the caller should send instead. */
public final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final transient @Nullable String hint;

    /**
     * @param status the HTTP status
     * @param code the number that clients know the case by, or 0
     */
    public BadRequest(int status, int code, String message) {
        this(status, code, message, null);
    }

    /**
     * @param status the HTTP status
     * @param code the number that clients know the case by, or 0
     * @param hint more than the message, where that is one that clients compare
     */
    public BadRequest(int status, int code, String message, @Nullable String hint) {
        super(message, null, false, false);
        this.hint = hint;
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    @Nullable
    String hint() {
        return hint;
    }

    int code() {
        return code;
    }
}
