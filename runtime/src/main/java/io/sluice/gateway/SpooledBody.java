package io.sluice.gateway;

import io.sluice.contract.ContentType;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.Spooling;
import io.sluice.spool.Spool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body that may be too large for memory: it goes into the spool as it comes, and the client is held back by that.
 * For use on the request's event loop.
 */
public final class SpooledBody {

    private final BodyStream body;
    private final Spool spool;
    private final PayloadRoom room;
    private final ContentType type;

    private SpooledBody(BodyStream body, Spool spool, PayloadRoom room, ContentType type) {
        this.body = body;
        this.spool = spool;
        this.room = room;
        this.type = type;
    }

    /**
     * The payload, in memory where it turns out to be small; fails as {@link RequestBody} does, and with {@link
     * io.sluice.spool.SpoolFailure}. What a client goes on sending then is thrown away.
     */
    public static Uni<Payload> read(
            HttpServerRequest request, ContentType type, Spool spool, PayloadRoom room, Laggards laggards) {
        return read(request, spool, laggards, body -> new SpooledBody(body, spool, room, type).take());
    }

    /** The same, but the payload is in the spool however small it is. */
    public static Uni<Payload> readAll(
            HttpServerRequest request, ContentType type, Spool spool, PayloadRoom room, Laggards laggards) {
        return read(
                request, spool, laggards, body -> Spooling.keep(spool.take(Buffer.buffer(), body::next), type, room));
    }

    /** Makes a payload of a body. */
    private interface Taking {
        Payload of(BodyStream body) throws IOException;
    }

    private static Uni<Payload> read(HttpServerRequest request, Spool spool, Laggards laggards, Taking taking) {
        long length = RequestBody.length(request);
        if (length > spool.most()) {
            return Uni.createFrom().failure(spool.tooLarge(Long.toString(length)));
        }
        request.pause();
        BodyStream body = new BodyStream(request, Vertx.currentContext(), _ -> {});
        return Spooling.blocking(spool, Spool.Way.IN, () -> {
                    body.start(laggards);
                    return taking.of(body);
                })
                .onTermination()
                .invoke(body::drop);
    }

    private Payload take() throws IOException {
        Buffer first = Buffer.buffer();
        for (@Nullable List<Buffer> some = body.next(); some != null; some = body.next()) {
            some.forEach(first::appendBuffer);
            if (spool.isFor(first.length())) {
                return Spooling.keep(spool.take(first, body::next), type, room);
            }
        }
        return small(first);
    }

    private Payload small(Buffer whole) {
        if (!room.input(whole.length())) {
            throw NoRoom.forBody(whole.length());
        }
        return new Payload(type, whole);
    }
}
