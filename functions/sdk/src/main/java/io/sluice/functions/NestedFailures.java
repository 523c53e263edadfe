package io.sluice.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.contract.Failure;
import java.io.IOException;
import java.time.Duration;

/** The ways in which a nested call fails, in one place, so that they read alike. */
final class NestedFailures {

    private NestedFailures() {}

    /** The runtime's or the function's own error, from the {@code error} of an answer. */
    static AlgorithmFailure ofError(String function, JsonNode error) {
        String message = error.path("message").asText(error.isTextual() ? error.asText() : "failed without a message");
        return new AlgorithmFailure(function, message, error.path("error_type").asText(Failure.ALGORITHM_ERROR), null);
    }

    /**
     * The same from a failure of the instance protocol.
     *
     * @param status as the API would answer; 0 when the function itself failed
     */
    static AlgorithmFailure ofPayload(String function, ObjectMapper mapper, byte[] payload, long status) {
        JsonNode failure = tree(mapper, payload);
        if (!failure.path("message").isTextual()) {
            return status == 0
                    ? new AlgorithmFailure(function, "failed without a message", Failure.ALGORITHM_ERROR, null)
                    : status(function, status);
        }
        String type = failure.path("errorType").asText(Failure.ALGORITHM_ERROR);
        return new AlgorithmFailure(function, failure.path("message").textValue(), type, null);
    }

    private static JsonNode tree(ObjectMapper mapper, byte[] json) {
        try {
            return mapper.readTree(json);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    static AlgorithmFailure unlabelled(String function) {
        return new AlgorithmFailure(
                function, "its result is not labelled as JSON, text, bytes or nothing", Failure.PARSING_ERROR, null);
    }

    static AlgorithmFailure status(String function, long status) {
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

    static AlgorithmFailure notJson(String function, String why, Throwable cause) {
        return new AlgorithmFailure(
                function, "its result is labelled JSON but is not: " + why, Failure.PARSING_ERROR, cause);
    }

    static AlgorithmFailure tooLarge(String function, int bytes) {
        return new AlgorithmFailure(
                function,
                "its result is larger than " + bytes
                        + " bytes, the most that this function reads (sluice-sdk.max-request)",
                Failure.TOO_LARGE_ERROR,
                null);
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

    static AlgorithmFailure unreachable(String function, String why) {
        return new AlgorithmFailure(
                function, "the runtime could not be reached: " + why, Failure.ALGORITHM_ERROR, null);
    }

    static AlgorithmFailure noRuntime(String function) {
        return new AlgorithmFailure(
                function,
                "SLUICE_API is not set, so there is no runtime to call it: deploy this function, or set SLUICE_API",
                Failure.ALGORITHM_ERROR,
                null);
    }
}
