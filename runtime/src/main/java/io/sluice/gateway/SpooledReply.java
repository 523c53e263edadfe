package io.sluice.gateway;

import io.sluice.data.Download;
import io.sluice.pool.Payload;
import io.sluice.pool.Spooling;
import io.sluice.spool.Pieces;
import io.sluice.spool.Spool;
import io.sluice.spool.SpooledFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is sent of a payload in the spool: it is read as the client takes it.
 *
 * @param contentType of the reply
 * @param length how many bytes the reply has, or -1 where that is not known
 * @param form makes the reply's bytes of the payload's
 */
public record SpooledReply(String contentType, Payload payload, long length, UnaryOperator<Pieces> form) {

    /** The payload as it is. */
    public static SpooledReply raw(Payload payload) {
        return new SpooledReply(payload.type().mediaType(), payload, payload.length(), UnaryOperator.identity());
    }

    /**
     * Sends it, and says when it has gone out, or the client is gone; where it can't be read, that is said, or the client sees that it
     * ends too soon. On the request's event loop.
     *
     * @param id the invocation's, for an error
     */
    public Future<Void> send(HttpServerRequest request, Spool spool, Laggards laggards, @Nullable String id) {
        ReplyStream stream = new ReplyStream(request, Vertx.currentContext(), laggards, _ -> {});
        Promise<Void> sent = Promise.promise();
        Spooling.blocking(spool, Spool.Way.OUT, () -> {
                    send(stream);
                    return true;
                })
                .subscribe()
                .with(_ -> sent.complete(), failure -> failed(request, failure, id)
                        .onComplete(sent));
        return sent.future();
    }

    private void send(ReplyStream stream) throws IOException {
        SpooledFile file = Objects.requireNonNull(payload.spooled());
        try (Download download = file.open()) {
            stream.send(200, headers(), form.apply(Pieces.of(download.bytes(0, file.length()), file.length())));
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        if (length >= 0) {
            headers.put("Content-Length", Long.toString(length));
        }
        return headers;
    }

    private static Future<Void> failed(HttpServerRequest request, Throwable failure, @Nullable String id) {
        if (failure instanceof ClientGone) {
            return Future.succeededFuture();
        }
        ErrorReply error = ErrorReply.of(failure, String.valueOf(id));
        if (request.response().headWritten()) {
            Laggards.cutOff(request);
            return Future.succeededFuture();
        }
        return Replies.error(request.response(), error, id);
    }
}
