package io.sluice.gateway.data;

import io.sluice.data.DataFailure;
import io.sluice.data.DataTraffic;
import io.sluice.gateway.BodyStream;
import io.sluice.gateway.ClientGone;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Laggards;
import io.sluice.gateway.Replies;
import io.sluice.gateway.ReplyStream;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A request and its reply, for threads that may block: what has to be done on the event loop is brought there. */
final class DataExchange {

    private static final Logger LOG = Logger.getLogger(DataExchange.class);

    private final HttpServerRequest request;
    private final Context context;
    private final Laggards laggards;
    private final DataTraffic traffic;
    private volatile @Nullable BodyStream body;

    DataExchange(HttpServerRequest request, Context context, Laggards laggards, DataTraffic traffic) {
        this.traffic = traffic;
        this.request = request;
        this.context = context;
        this.laggards = laggards;
    }

    /** Lets the client send its body. */
    BodyStream body() {
        BodyStream begun = new BodyStream(request, context, traffic::cameIn);
        body = begun;
        begun.start(laggards);
        return begun;
    }

    /** Answers it; blocks while a file is sent. */
    void answer(DataReply reply) throws IOException {
        switch (reply) {
            case DataReply.Whole whole -> context.runOnContext(_ -> send(whole));
            case DataReply.Head head -> context.runOnContext(_ -> send(head));
            case DataReply.Stream stream -> {
                try (var download = stream.download()) {
                    new ReplyStream(request, context, laggards, traffic::wentOut)
                            .send(stream.status(), stream.allHeaders(), stream.pieces());
                }
            }
        }
    }

    private void send(DataReply.Whole reply) {
        HttpServerResponse response = request.response();
        if (!response.closed() && !response.ended()) {
            reply.headers().forEach(response::putHeader);
            replied(Replies.send(response, reply.status(), null, reply.body()));
        }
    }

    private void send(DataReply.Head reply) {
        HttpServerResponse response = request.response();
        if (!response.closed() && !response.ended()) {
            reply.headers().forEach(response::putHeader);
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(reply.length()));
            replied(response.setStatusCode(reply.status()).end());
        }
    }

    /** Answers it with what went wrong; where an answer has begun already, the client sees that it ends too soon. */
    void fail(Throwable failure, String what) {
        if (failure instanceof ClientGone) {
            LOG.debugf("client went away in the middle of a transfer path=%s", what);
            return;
        }
        ErrorReply error = ErrorReply.of(failure, what);
        context.runOnContext(_ -> {
            if (request.response().headWritten()) {
                Laggards.cutOff(request);
            } else {
                replied(send(failure, error));
            }
        });
    }

    private Future<Void> send(Throwable failure, ErrorReply error) {
        return failure instanceof DataFailure.NotEmpty
                ? Replies.error(request.response(), error.status(), error.message(), notEmpty(error))
                : Replies.error(request.response(), error, null);
    }

    private static Buffer notEmpty(ErrorReply error) {
        return Replies.write(Map.of("error", Map.of("message", error.message(), "code", error.code(), "deleted", 0)));
    }

    /** A client that neither takes its reply nor ends its request is not waited for without end. */
    private void replied(Future<Void> written) {
        BodyStream begun = body;
        if (begun != null) {
            begun.stop();
        }
        if (!written.isComplete()) {
            Laggards.Watch watch = laggards.watch(request.response().bytesWritten(), () -> Laggards.cutOff(request));
            written.onComplete(_ -> watch.stop());
        }
        if (!request.isEnded() && !request.response().closed()) {
            request.resume();
            laggards.watch(0, () -> {
                if (!request.isEnded()) {
                    Laggards.cutOff(request);
                }
            });
        }
    }
}
