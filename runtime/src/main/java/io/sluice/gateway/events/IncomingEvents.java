package io.sluice.gateway.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.http.vertx.VertxMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The events of one request: exactly one, but for a batch. */
record IncomingEvents(EventMode mode, List<CloudEvent> events) {

    static final String STRUCTURED_TYPE = "application/cloudevents+json";
    static final String BATCH_TYPE = "application/cloudevents-batch+json";
    static final ObjectMapper JSON = new ObjectMapper().registerModule(JsonFormat.getCloudEventJacksonModule());

    IncomingEvents {
        events = List.copyOf(events);
    }

    static IncomingEvents read(HttpServerRequest request, Buffer body) {
        EventMode mode = mode(request);
        try {
            return new IncomingEvents(mode, mode == EventMode.BATCH ? batch(body) : List.of(one(request, body)));
        } catch (JsonProcessingException e) {
            throw new BadRequest(
                    400,
                    ErrorReply.BAD_JSON,
                    "the batch is not a JSON array of CloudEvents 1.0: " + e.getOriginalMessage());
        } catch (CloudEventRWException
                | EventDeserializationException
                | IllegalArgumentException
                | IllegalStateException e) {
            // The last is what the builder says of an attribute that is missing.
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, "not a CloudEvent 1.0: " + reason(e));
        } catch (IOException e) {
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, "the events cannot be read: " + e.getMessage());
        }
    }

    private static EventMode mode(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String type = header == null ? "" : header.toLowerCase(Locale.ROOT);
        if (type.startsWith(BATCH_TYPE)) {
            return EventMode.BATCH;
        }
        if (type.startsWith(STRUCTURED_TYPE)) {
            return EventMode.STRUCTURED;
        }
        if (request.getHeader("ce-specversion") == null) {
            throw new BadRequest(
                    400,
                    ErrorReply.INVALID_INPUT,
                    "not a CloudEvent 1.0: send the headers ce-specversion, ce-id, ce-source and ce-type, or a body of type "
                            + STRUCTURED_TYPE + " or " + BATCH_TYPE);
        }
        return EventMode.BINARY;
    }

    private static List<CloudEvent> batch(Buffer body) throws IOException {
        CloudEvent[] events = JSON.readValue(body.getBytes(), CloudEvent[].class);
        if (events == null || Arrays.asList(events).contains(null)) {
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, "a batch is a JSON array of CloudEvents 1.0, had null");
        }
        return List.of(events);
    }

    /** The library wraps what is wrong with the JSON. */
    private static String reason(RuntimeException failure) {
        Throwable cause = failure.getCause();
        return cause instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private static CloudEvent one(HttpServerRequest request, Buffer body) {
        return VertxMessageFactory.createReader(request.headers(), body).toEvent();
    }
}
