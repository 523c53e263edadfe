package io.sluice.gateway.faces;

import io.sluice.contract.ContentType;
import io.sluice.contract.InstanceProtocol;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Laggards;
import io.sluice.gateway.Replies;
import io.sluice.gateway.SpooledBody;
import io.sluice.gateway.SpooledReply;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.spool.Spool;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/**
 * The payloads of calls in progress, for the instances that have these calls: the input as a stream, and a result from one. What a
 * name stands for is looked for among the payloads of the call's own request only. For event loops.
 */
final class PayloadFace {

    private final Laggards laggards;

    /** Functions read and write as slowly as they work: the time of their calls is what ends that. */
    PayloadFace(Laggards laggards) {
        this.laggards = laggards.patient();
    }

    /**
     * Answers what is asked of a payload, or takes one in.
     *
     * @param reference what it is called, or nothing where one is brought
     * @param room where the call's payloads are held
     */
    void handle(HttpServerRequest request, String reference, PayloadRoom room) {
        Spool spool = room.spool();
        if (spool == null) {
            refuse(request, new BadRequest(404, 0, "payloads are held in memory here"));
        } else if (request.method().equals(HttpMethod.GET)) {
            send(request, reference, spool, room);
        } else if (request.method().equals(HttpMethod.POST) && reference.isEmpty()) {
            take(request, spool, room);
        } else {
            refuse(request, new BadRequest(405, 0, "payloads are got by their name, or posted without one"));
        }
    }

    private void send(HttpServerRequest request, String reference, Spool spool, PayloadRoom room) {
        Payload payload = room.find(reference);
        if (payload == null) {
            refuse(request, new BadRequest(404, 0, "this call has no payload of that name"));
        } else {
            var unused = SpooledReply.raw(payload).send(request, spool, laggards, null);
        }
    }

    private void take(HttpServerRequest request, Spool spool, PayloadRoom room) {
        ContentType type = ContentType.ofHeader(request.getHeader(HttpHeaders.CONTENT_TYPE))
                .orElse(ContentType.BINARY);
        SpooledBody.readAll(request, type, spool, room, laggards)
                .subscribe()
                .with(
                        payload -> {
                            var unused = taken(request, payload);
                        },
                        failure -> refuse(request, failure));
    }

    private static Future<Void> taken(HttpServerRequest request, Payload payload) {
        String reference = Objects.requireNonNull(payload.spooled()).reference();
        request.response().putHeader(HttpHeaders.LOCATION, InstanceProtocol.PAYLOAD_PATH + "/" + reference);
        return Replies.send(request.response(), 201, null, Buffer.buffer());
    }

    private static void refuse(HttpServerRequest request, Throwable why) {
        var unused = Replies.error(request.response(), ErrorReply.of(why, ""), null);
        if (!request.isEnded()) {
            request.resume();
        }
    }
}
