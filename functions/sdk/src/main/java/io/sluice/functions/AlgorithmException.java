package io.sluice.functions;

import io.sluice.contract.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A failure that an author words: the caller gets the message and the error type as they stand here. Any other
 * exception of a function is an {@code AlgorithmError}.
 */
public class AlgorithmException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String errorType;

    /** An {@code AlgorithmError}. */
    public AlgorithmException(String message) {
        this(message, Failure.ALGORITHM_ERROR);
    }

    /**
     * @param message what went wrong and what the caller may do about it
     * @param errorType one of the types of {@link Failure}, or a word of the author's own
     */
    public AlgorithmException(String message, String errorType) {
        this(message, errorType, null);
    }

    public AlgorithmException(String message, String errorType, @Nullable Throwable cause) {
        super(message, cause);
        this.errorType = errorType;
    }

    /** The word that callers tell failures apart by. */
    public final String errorType() {
        return errorType;
    }
}
