package io.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contract.Failure;
import io.sluice.pool.NestedCalls;

/** A task failed, as the specification's errors tell it: a type, a status, and the task where it happened. */
final class PipelineError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String TYPES = "https://serverlessworkflow.io/spec/1.0.0/errors/";

    private final transient ObjectNode error;
    private final String errorType;
    private final boolean caught;

    private PipelineError(ObjectNode error, String errorType, boolean caught) {
        super(error.path("detail").asText(), null, false, false);
        this.error = error;
        this.errorType = errorType;
        this.caught = caught;
    }

    private static PipelineError of(
            String pointer, String type, int status, String title, String detail, String errorType, boolean caught) {
        ObjectNode error = JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPES + type)
                .put("status", status)
                .put("title", title)
                .put("detail", detail)
                .put("instance", pointer);
        return new PipelineError(error, errorType, caught);
    }

    /** An expression has no value. */
    static PipelineError expression(String pointer, String detail) {
        return of(pointer, "expression", 400, "expression failed", detail, Failure.ALGORITHM_ERROR, true);
    }

    /** A value is not what the task can use. */
    static PipelineError validation(String pointer, String detail) {
        return of(pointer, "validation", 400, "wrong value", detail, Failure.INPUT_ERROR, true);
    }

    /** The task had its time. */
    static PipelineError timeout(String pointer, String detail) {
        return of(pointer, "timeout", 408, "out of time", detail, Failure.TIMEOUT_ERROR, true);
    }

    /** The run used up what it may; nothing catches that. */
    static PipelineError limit(String pointer, String detail) {
        return of(pointer, "runtime", 500, "limit reached", detail, Failure.TOO_LARGE_ERROR, false);
    }

    /** The runtime has no room for more; it may later. */
    static PipelineError busy(String pointer, String detail) {
        return of(pointer, "communication", 429, "busy", detail, Failure.ALGORITHM_ERROR, true);
    }

    /** A service answered with a status that is none of success. */
    static PipelineError status(String pointer, int status, String title, String detail) {
        return of(pointer, "communication", status, title, detail, Failure.ALGORITHM_ERROR, true);
    }

    /** A service can't be reached, or broke off. */
    static PipelineError unreachable(String pointer, String detail) {
        return of(pointer, "communication", 503, "no answer", detail, Failure.ALGORITHM_ERROR, true);
    }

    /** What the pipeline needs has not been set. */
    static PipelineError configuration(String pointer, String detail) {
        return of(pointer, "configuration", 400, "not configured", detail, Failure.ALGORITHM_ERROR, true);
    }

    /** The same without what must not be seen. */
    PipelineError without(Redaction secrets) {
        return new PipelineError((ObjectNode) secrets.of(error), errorType, caught);
    }

    /** The pipeline may not do that. */
    static PipelineError notAllowed(String pointer, String detail) {
        return of(pointer, "authorization", 403, "not allowed", detail, Failure.ALGORITHM_ERROR, true);
    }

    /** Something went wrong that nobody thought of. */
    static PipelineError unexpected(String pointer, Throwable failure) {
        return of(pointer, "runtime", 500, "failed", String.valueOf(failure), Failure.ALGORITHM_ERROR, true);
    }

    /** A call failed, or was refused. */
    static PipelineError call(String pointer, NestedCalls.Outcome.Failed failed) {
        Failure failure = failed.failure();
        String type =
                switch (failed.status()) {
                    case 0 -> failure.errorType().equals(Failure.TIMEOUT_ERROR) ? "timeout" : "runtime";
                    case 400, 413, 415 -> "validation";
                    case 401, 403 -> "authorization";
                    default -> "communication";
                };
        int status = failed.status() != 0 ? failed.status() : type.equals("timeout") ? 408 : 500;
        return of(pointer, type, status, failure.errorType(), failure.message(), failure.errorType(), true);
    }

    /** One that the pipeline's author raises. */
    static PipelineError raised(String pointer, JsonNode error) {
        ObjectNode own = JsonNodeFactory.instance.objectNode().put("instance", pointer);
        error.properties().forEach(field -> own.set(field.getKey(), field.getValue()));
        return new PipelineError(own, errorType(own.path("type").asText()), true);
    }

    private static String errorType(String type) {
        return switch (type.substring(type.lastIndexOf('/') + 1)) {
            case "validation" -> Failure.INPUT_ERROR;
            case "timeout" -> Failure.TIMEOUT_ERROR;
            default -> Failure.ALGORITHM_ERROR;
        };
    }

    /** As expressions see it. */
    JsonNode error() {
        return error;
    }

    /** Whether {@code catch} is told of it. */
    boolean isForCatch() {
        return caught;
    }

    /** As the pipeline's caller is told. */
    Failure failure() {
        String title = error.path("title").asText("");
        String detail = error.path("detail").asText("");
        String what = title.isEmpty() ? detail : detail.isEmpty() ? title : title + ": " + detail;
        String message = "task '" + error.path("instance").asText() + "': " + what + " ("
                + error.path("type").asText() + ", status "
                + error.path("status").asText() + ")";
        return new Failure(message, errorType, null);
    }
}
