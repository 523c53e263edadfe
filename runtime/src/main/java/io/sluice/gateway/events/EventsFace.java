package io.sluice.gateway.events;

import io.cloudevents.CloudEvent;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.Calls;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Exchange;
import io.sluice.gateway.NoRoom;
import io.sluice.gateway.Replies;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.router.Flow;
import io.sluice.router.InvocationFailure;
import io.sluice.router.Origin;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * {@code POST /v1/events}: CloudEvents 1.0 in binary, structured or batch mode, each to the function that takes its type; what
 * the function makes of it comes back as an event in the same mode. For use on the request's event loop.
 */
public final class EventsFace {

    private static final Logger LOG = Logger.getLogger(EventsFace.class);

    /** How many events of a batch are with functions at once. */
    private static final int BATCH_CONCURRENCY = 16;

    private final Calls calls;
    private final FunctionRegistry registry;

    public EventsFace(Calls calls, FunctionRegistry registry) {
        this.calls = calls;
        this.registry = registry;
    }

    /** Takes one event, or a batch of them. */
    public void take(HttpServerRequest request, Origin origin) {
        String id = calls.newId();
        try {
            if (!request.method().equals(HttpMethod.POST)) {
                request.response().putHeader("Allow", "POST");
                throw new BadRequest(405, 0, "events are sent by POST, the method was " + request.method());
            }
            Exchange exchange = calls.open(request, origin);
            Uni<IncomingEvents> incoming = exchange.body().map(body -> IncomingEvents.read(request, body));
            if (prefersAsync(request)) {
                accept(exchange, incoming, origin, id);
            } else {
                exchange.answer(
                        incoming.chain(events -> run(exchange, events, origin, id)),
                        reply -> reply.send(request.response()),
                        failure -> Replies.error(request.response(), ErrorReply.of(failure, id), id));
            }
        } catch (BadRequest | NoRoom e) {
            var unused = Replies.error(request.response(), ErrorReply.of(e, id), id);
        }
    }

    private static boolean prefersAsync(HttpServerRequest request) {
        return request.headers().getAll("Prefer").stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .anyMatch(preference ->
                        preference.strip().toLowerCase(Locale.ROOT).equals("respond-async"));
    }

    private void accept(Exchange exchange, Uni<IncomingEvents> incoming, Origin origin, String id) {
        HttpServerResponse response = exchange.request().response();
        exchange.answer(
                incoming.invoke(events -> events.events().forEach(this::function)),
                events -> {
                    exchange.goOn(
                            run(exchange, events, origin, id),
                            failure -> LOG.debugf("event failed invocation=%s reason=%s", id, failure.getMessage()));
                    response.putHeader("Preference-Applied", "respond-async");
                    return Replies.json(response, 202, Replies.write(accepted(events, id)));
                },
                failure -> Replies.error(response, ErrorReply.of(failure, id), id));
    }

    private static Map<String, Object> accepted(IncomingEvents events, String id) {
        return Map.of(
                "request_id",
                id,
                "events",
                events.events().size(),
                "durable",
                false,
                "note",
                "accepted, held in memory only: lost if the runtime ends before the functions have run");
    }

    private Uni<OutgoingEvents> run(Exchange exchange, IncomingEvents events, Origin origin, String id) {
        if (events.mode() != EventMode.BATCH) {
            CloudEvent event = events.events().getFirst();
            return call(exchange, event, origin, id)
                    .map(made -> new OutgoingEvents(events.mode(), made.stream().toList()));
        }
        return Multi.createFrom()
                .iterable(events.events())
                .onItem()
                .transformToUni(event -> callOrFailure(exchange, event, origin, id))
                .merge(BATCH_CONCURRENCY)
                .collect()
                .asList()
                .map(made -> new OutgoingEvents(
                        EventMode.BATCH, made.stream().flatMap(Optional::stream).toList()));
    }

    /** In a batch the failure of one event is an event too, so that the others' results get through. */
    private Uni<Optional<CloudEvent>> callOrFailure(Exchange exchange, CloudEvent event, Origin origin, String id) {
        return Uni.createFrom()
                .deferred(() -> call(exchange, event, origin, id))
                .onFailure()
                .recoverWithItem(failure ->
                        Optional.of(EventPayloads.failure(event, ErrorReply.of(failure, id), calls.newId())));
    }

    private Uni<Optional<CloudEvent>> call(Exchange exchange, CloudEvent event, Origin origin, String id) {
        FunctionVersion function = function(event);
        Calls.Wish wish =
                new Calls.Wish(id, new Flow.Call(function.reference()), origin, null, EventPayloads.attributes(event));
        return exchange.run(wish, EventPayloads.payload(event))
                .chain(exchange::whole)
                .map(reply -> EventPayloads.result(event, function.name(), reply, calls.newId()));
    }

    private FunctionVersion function(CloudEvent event) {
        return registry.forEvent(event.getType())
                .orElseThrow(() -> new InvocationFailure.UnknownFunction(
                        "no function takes events of type '" + event.getType()
                                + "': name one in its sluice.yaml under events, or use the type owner.name",
                        null));
    }
}
