package io.sluice.functions.media;

import io.sluice.contract.Failure;
import io.sluice.functions.AlgorithmException;

/** Words what the caller can mend, so that all media functions say it alike. */
public final class InputErrors {

    private InputErrors() {}

    /** An {@code InputError}: {@code thing} must be {@code rule}, was {@code value}. */
    public static AlgorithmException mustBe(String thing, String rule, Object value) {
        return of("%s must be %s, was %s".formatted(thing, rule, value));
    }

    /** An {@code InputError} with a message of the function's own. */
    public static AlgorithmException of(String message) {
        return new AlgorithmException(message, Failure.INPUT_ERROR);
    }

    /** The same with what led to it, for the function's log. */
    public static AlgorithmException of(String message, Throwable cause) {
        return new AlgorithmException(message, Failure.INPUT_ERROR, cause);
    }
}
