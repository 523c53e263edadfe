package io.sluice.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.InstanceProtocol;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What goes back for one call: the answers that {@code docs/instance-protocol.md} allows, and no other. */
record Reply(int status, MultiMap headers, Buffer body) {

    /** A function's result: an event, no content for a function that has no result, or a payload. */
    static Reply result(@Nullable Object value, boolean hasResult, ObjectMapper mapper) {
        MultiMap headers = outcome(InstanceProtocol.OUTCOME_RESULT);
        Payload payload;
        if (value instanceof CloudEvent event) {
            payload = CloudEvents.write(event, headers);
        } else {
            payload = hasResult ? Payload.of(value, mapper) : Payload.VOID;
        }
        if (payload.type() == ContentType.VOID) {
            return new Reply(204, headers, payload.body());
        }
        headers.set("content-type", payload.type().mediaType());
        return new Reply(200, headers, payload.body());
    }

    /** A function's failure. Built without the mapper, so that a broken one can still be reported. */
    static Reply failure(Failure failure) {
        MultiMap headers = outcome(InstanceProtocol.OUTCOME_FAILURE);
        headers.set("content-type", ContentType.JSON.mediaType());
        JsonObject body = new JsonObject()
                .put("message", failure.message())
                .put("errorType", failure.errorType())
                .put("stacktrace", failure.stacktrace());
        return new Reply(500, headers, body.toBuffer());
    }

    private static MultiMap outcome(String outcome) {
        return MultiMap.caseInsensitiveMultiMap().set(InstanceProtocol.OUTCOME, outcome);
    }

    /** Writes it; the future ends when it has left. */
    Future<Void> send(HttpServerResponse response) {
        response.setStatusCode(status);
        response.headers().addAll(headers);
        return status == 204 ? response.end() : response.end(body);
    }
}
