package io.sluice.gateway.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.vertx.VertxMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.sluice.gateway.Replies;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.util.List;

/** What the functions made of events; a function without a result makes none. */
record OutgoingEvents(EventMode mode, List<CloudEvent> events) {

    OutgoingEvents {
        events = List.copyOf(events);
    }

    void send(HttpServerResponse response) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (mode == EventMode.BATCH) {
            Replies.send(response, 200, IncomingEvents.BATCH_TYPE, batch());
        } else if (events.isEmpty()) {
            Replies.send(response, 204, null, Buffer.buffer());
        } else if (mode == EventMode.STRUCTURED) {
            var unused = VertxMessageFactory.createWriter(response)
                    .writeStructured(events.getFirst(), JsonFormat.CONTENT_TYPE);
        } else {
            var unused = VertxMessageFactory.createWriter(response).writeBinary(events.getFirst());
        }
    }

    private Buffer batch() {
        try {
            return Buffer.buffer(IncomingEvents.JSON.writeValueAsBytes(events));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
