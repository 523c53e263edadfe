package io.sluice.contract;

import org.jspecify.annotations.Nullable;

/**
 * Why a function failed, as its author may word it.
 *
 * @param message what went wrong
 * @param errorType an Algorithmia error type, such as {@code InputError} or {@code AlgorithmError}
 * @param stacktrace the function's own stack, for those who may see it
 */
public record Failure(
        String message, String errorType, @Nullable String stacktrace) {

    /** What a failure is when nothing more is known. */
    public static final String ALGORITHM_ERROR = "AlgorithmError";

    /** The input is not what the function takes. */
    public static final String INPUT_ERROR = "InputError";

    /** The call ran out of time. */
    public static final String TIMEOUT_ERROR = "TimeoutError";

    /** The instance used more memory than its limit. */
    public static final String OUT_OF_MEMORY_ERROR = "OutOfMemoryError";

    /** The instance ended in the middle of the call. */
    public static final String SYSTEM_EXIT = "SystemExit";

    /** The instance did not become ready. */
    public static final String INITIALIZATION_ERROR = "InitializationError";

    /** What the instance answered is not what the protocol allows. */
    public static final String PARSING_ERROR = "ParsingError";

    /** The result is larger than results may be. */
    public static final String TOO_LARGE_ERROR = "TooLargeError";
}
