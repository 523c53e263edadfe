package io.sluice.pool.connection;

import io.sluice.contract.ContentType;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.Spooling;
import io.sluice.spool.Inflow;
import io.sluice.spool.Spool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * An answer by HTTP that turned out to be too large for memory: it goes into the spool as it comes, and the instance is held back by
 * that. Begun on the event loop of its connection.
 */
final class LargeAnswer {

    private final HttpClientResponse response;
    private final Context context = Objects.requireNonNull(Vertx.currentContext());
    private final Inflow rest;
    private final PayloadRoom room;

    /** What has not come yet is held back from now on. */
    LargeAnswer(HttpClientResponse response, PayloadRoom room) {
        this.response = response;
        this.room = room;
        this.rest = new Inflow(response, context, _ -> {});
        response.pause();
        rest.listen(() -> new CancellationException("the answer was broken off"));
    }

    /** Gives it up. On any thread. */
    void stop() {
        context.runOnContext(_ -> rest.fail(new CancellationException("nobody waits for the answer any more")));
    }

    /** Takes it in; {@code first}: what has come of it already. */
    Uni<Payload> payload(Spool spool, ContentType type, Buffer first) {
        response.resume();
        return Spooling.blocking(spool, Spool.Way.IN, () -> Spooling.keep(spool.take(first, rest::next), type, room));
    }
}
