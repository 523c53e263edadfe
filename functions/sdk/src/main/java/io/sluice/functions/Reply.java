package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.cloudevents.CloudEvent;
import io.sluice.contract.Failure;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes back for one call: a result, or a failure as JSON.
 *
 * @param attributes those of a result that is an event, {@code ce-} before each name; empty as a rule
 */
record Reply(boolean failed, Payload payload, Map<String, String> attributes) {

    /** A function's result: an event, nothing for a function that has no result, or a payload. */
    static Reply result(@Nullable Object value, boolean hasResult, ObjectWriter writer) {
        if (value instanceof CloudEvent event) {
            Map<String, String> attributes = new HashMap<>();
            return new Reply(false, CloudEvents.write(event, attributes), attributes);
        }
        return new Reply(false, hasResult ? Payload.of(value, writer) : Payload.VOID, Map.of());
    }

    /** A result that was written already. */
    static Reply of(Payload payload) {
        return new Reply(false, payload, Map.of());
    }

    /** A function's failure. Built without the mapper, so that a broken one can still be reported. */
    static Reply failure(Failure failure) {
        JsonObject body = new JsonObject()
                .put("message", failure.message())
                .put("errorType", failure.errorType())
                .put("stacktrace", failure.stacktrace());
        return new Reply(true, Payload.json(body.toBuffer().getBytes()), Map.of());
    }
}
