package io.sluice.gateway.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.sluice.gateway.Replies;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the functions made of events; a function without a result makes none. */
record OutgoingEvents(EventMode mode, List<CloudEvent> events) {

    private static final JsonFormat FORMAT = new JsonFormat();

    OutgoingEvents {
        events = List.copyOf(events);
    }

    Future<Void> send(HttpServerResponse response) {
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        if (mode == EventMode.BATCH) {
            return Replies.send(response, 200, IncomingEvents.BATCH_TYPE, batch());
        }
        if (events.isEmpty()) {
            return Replies.send(response, 204, null, Buffer.buffer());
        }
        return mode == EventMode.STRUCTURED ? structured(response) : binary(response);
    }

    private Future<Void> structured(HttpServerResponse response) {
        return Replies.send(
                response, 200, FORMAT.serializedContentType(), Buffer.buffer(FORMAT.serialize(events.getFirst())));
    }

    private Future<Void> binary(HttpServerResponse response) {
        CloudEvent event = events.getFirst();
        EventPayloads.attributes(event).forEach(response::putHeader);
        @Nullable CloudEventData data = event.getData();
        return Replies.send(
                response,
                200,
                event.getDataContentType(),
                data == null ? Buffer.buffer() : Buffer.buffer(data.toBytes()));
    }

    private Buffer batch() {
        try {
            return Buffer.buffer(IncomingEvents.JSON.writeValueAsBytes(events));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
