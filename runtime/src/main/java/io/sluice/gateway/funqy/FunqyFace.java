package io.sluice.gateway.funqy;

import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.Calls;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Replies;
import io.sluice.pool.Payload;
import io.sluice.router.Flow;
import io.sluice.router.Origin;
import io.sluice.router.Reply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** {@code GET /fn/owner/name?a=b} and {@code POST /fn/owner/name}: the bare result comes back. For use on the event loop. */
public final class FunqyFace {

    private final Calls calls;

    public FunqyFace(Calls calls) {
        this.calls = calls;
    }

    /** Calls the function that the end of the path names. */
    public void call(HttpServerRequest request, String pathEnd, Origin origin) {
        String id = calls.newId();
        try {
            FunctionReference function = Calls.target(pathEnd);
            Calls.Wish wish = new Calls.Wish(id, new Flow.Call(function), origin, null, Map.of());
            Uni<Reply> work = payload(request).chain(payload -> calls.run(request, wish, payload));
            Calls.answer(
                    request,
                    work,
                    reply -> reply(request, reply.payload()),
                    failure -> Replies.error(request.response(), ErrorReply.of(failure, id), id));
        } catch (BadRequest e) {
            Replies.error(request.response(), ErrorReply.of(e, id), id);
        }
    }

    private Uni<Payload> payload(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.POST)) {
            return calls.payload(request);
        }
        if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET, POST");
            throw new BadRequest(
                    405, 0, "functions are called here by GET or POST, the method was " + request.method());
        }
        Object input = QueryInput.of(request.params());
        return Uni.createFrom().item(new Payload(ContentType.JSON, Replies.write(input)));
    }

    private static void reply(HttpServerRequest request, Payload payload) {
        if (payload.type() == ContentType.VOID) {
            Replies.send(request.response(), 204, null, Buffer.buffer());
        } else {
            Replies.send(request.response(), 200, payload.type().mediaType(), payload.bytes());
        }
    }
}
