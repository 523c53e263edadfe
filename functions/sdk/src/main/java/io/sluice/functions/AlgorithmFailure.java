package io.sluice.functions;

import org.jspecify.annotations.Nullable;

/**
 * A nested call that failed. Let out of the function that made the call, it tells the caller which function failed and
 * why, with the error type unchanged.
 */
public final class AlgorithmFailure extends AlgorithmException {

    private static final long serialVersionUID = 1;

    private final String function;
    private final String reason;

    AlgorithmFailure(String function, String reason, String errorType, @Nullable Throwable cause) {
        super("function '" + function + "': " + reason, errorType, cause);
        this.function = function;
        this.reason = reason;
    }

    /** The function that was called, as the caller named it. */
    public String function() {
        return function;
    }

    /** The failed function's own message. */
    public String reason() {
        return reason;
    }
}
