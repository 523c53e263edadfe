package io.sluice.gateway.events;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.vertx.VertxMessageFactory;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionName;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.Calls;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Replies;
import io.sluice.pool.Payload;
import io.sluice.router.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** From an event to a call's payload and attributes, and back. */
final class EventPayloads {

    private static final String PREFIX = "ce-";
    /** The attribute of a failure that says after how many seconds it is worth trying again. */
    private static final String RETRY_AFTER = "retryafter";

    private static final String FAILURE_TYPE = "io.sluice.failure";

    private EventPayloads() {}

    static Payload payload(CloudEvent event) {
        CloudEventData data = event.getData();
        Buffer bytes = data == null ? Buffer.buffer() : Buffer.buffer(data.toBytes());
        ContentType type = ContentType.ofHeader(event.getDataContentType())
                .orElseThrow(() -> new BadRequest(
                        415,
                        ErrorReply.INVALID_INPUT,
                        "an event's datacontenttype is application/json, text/plain or application/octet-stream, was '"
                                + event.getDataContentType() + "'"));
        return Calls.payload(type, bytes);
    }

    /** The event's attributes and extensions as headers of the binary mode. */
    static Map<String, String> attributes(CloudEvent event) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : event.getAttributeNames()) {
            put(attributes, name, event.getAttribute(name));
        }
        for (String name : event.getExtensionNames()) {
            put(attributes, name, event.getExtension(name));
        }
        attributes.remove(PREFIX + "datacontenttype");
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, Object value) {
        if (value != null) {
            attributes.put(PREFIX + name.toLowerCase(Locale.ROOT), value.toString());
        }
    }

    /** The function's own event, or its result as one; nothing where it has none. */
    static Optional<CloudEvent> result(CloudEvent cause, FunctionName function, Reply reply, String id) {
        if (reply.attributes().containsKey(PREFIX + "type")) {
            return Optional.of(own(reply));
        }
        if (reply.payload().type() == ContentType.VOID) {
            return Optional.empty();
        }
        return Optional.of(CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/v1/functions/" + function))
                .withType(function.owner() + "." + function.name() + ".result")
                .withExtension("causationid", cause.getId())
                .withData(
                        reply.payload().type().mediaType(),
                        reply.payload().bytes().getBytes())
                .build());
    }

    private static CloudEvent own(Reply reply) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(reply.attributes());
        if (reply.payload().type() != ContentType.VOID) {
            headers.set(HttpHeaders.CONTENT_TYPE, reply.payload().type().mediaType());
        }
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        return VertxMessageFactory.createReader(headers, reply.payload().bytes())
                .toEvent();
    }

    static CloudEvent failure(CloudEvent cause, ErrorReply error, String id) {
        CloudEventBuilder failure = CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/v1/events"))
                .withType(FAILURE_TYPE)
                .withExtension("causationid", cause.getId());
        if (error.retryAfter() != null) {
            failure.withExtension(RETRY_AFTER, Replies.wholeSeconds(error.retryAfter()));
        }
        return failure.withData(
                        ContentType.JSON.mediaType(),
                        Replies.errorBody(error, null).getBytes())
                .build();
    }
}
