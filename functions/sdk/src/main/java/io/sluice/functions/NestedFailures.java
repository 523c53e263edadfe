package io.sluice.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contract.Failure;
import java.time.Duration;

/** The ways in which a nested call fails, in one place, so that they read alike. */
final class NestedFailures {

    private NestedFailures() {}

    /** The runtime's or the function's own error, from the {@code error} of an answer. */
    static AlgorithmFailure ofError(String function, JsonNode error) {
        String message = error.path("message").asText(error.isTextual() ? error.asText() : "failed without a message");
        return new AlgorithmFailure(function, message, error.path("error_type").asText(Failure.ALGORITHM_ERROR), null);
    }

    static AlgorithmFailure status(String function, int status) {
        return new AlgorithmFailure(
                function,
                "the runtime answered with status " + status + " and no reason",
                Failure.ALGORITHM_ERROR,
                null);
    }

    static AlgorithmFailure unreadable(String function, Throwable cause) {
        return new AlgorithmFailure(
                function, "the runtime's answer is not JSON of its API", Failure.PARSING_ERROR, cause);
    }

    static AlgorithmFailure otherType(String function, String type, String why, Throwable cause) {
        return new AlgorithmFailure(function, "its result is not a " + type + ": " + why, Failure.PARSING_ERROR, cause);
    }

    static AlgorithmFailure late(String function, Duration within) {
        return new AlgorithmFailure(
                function,
                "no answer within the " + within.toMillis() + " ms that were left",
                Failure.TIMEOUT_ERROR,
                null);
    }

    static AlgorithmFailure unreachable(String function, Throwable cause) {
        return new AlgorithmFailure(
                function, "the runtime could not be reached: " + cause, Failure.ALGORITHM_ERROR, cause);
    }

    static AlgorithmFailure noRuntime(String function) {
        return new AlgorithmFailure(
                function,
                "SLUICE_API is not set, so there is no runtime to call it: deploy this function, or set SLUICE_API",
                Failure.ALGORITHM_ERROR,
                null);
    }
}
