package io.sluice.gateway.funqy;

import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.Calls;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Exchange;
import io.sluice.gateway.NoRoom;
import io.sluice.gateway.Replies;
import io.sluice.gateway.SpooledReply;
import io.sluice.pool.Payload;
import io.sluice.router.Flow;
import io.sluice.router.Origin;
import io.sluice.router.Reply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
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
            FunctionReference function = calls.target(pathEnd);
            Calls.Wish wish = new Calls.Wish(id, new Flow.Call(function), origin, null, Map.of());
            Exchange exchange = calls.open(request, origin);
            exchange.answer(
                    payload(exchange).chain(payload -> exchange.run(wish, payload)),
                    reply -> reply(exchange, reply, id),
                    failure -> Replies.error(request.response(), ErrorReply.of(failure, id), id));
        } catch (BadRequest | NoRoom e) {
            var unused = Replies.error(request.response(), ErrorReply.of(e, id), id);
        }
    }

    private static Uni<Payload> payload(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        if (request.method().equals(HttpMethod.POST)) {
            return exchange.payload();
        }
        if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET, POST");
            return Uni.createFrom()
                    .failure(new BadRequest(
                            405, 0, "functions are called here by GET or POST, the method was " + request.method()));
        }
        return Uni.createFrom()
                .item(() -> new Payload(ContentType.JSON, Replies.write(QueryInput.of(request.params()))));
    }

    private static Future<Void> reply(Exchange exchange, Reply reply, String id) {
        Payload payload = reply.payload();
        if (payload.spooled() != null) {
            return exchange.send(SpooledReply.raw(payload), id);
        }
        HttpServerRequest request = exchange.request();
        Replies.age(request.response(), reply);
        return payload.type() == ContentType.VOID
                ? Replies.send(request.response(), 204, null, Buffer.buffer())
                : Replies.send(request.response(), 200, payload.type().mediaType(), payload.bytes());
    }
}
