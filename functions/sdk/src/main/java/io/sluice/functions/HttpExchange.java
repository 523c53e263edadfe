package io.sluice.functions;

import io.sluice.contract.ContentType;
import io.sluice.contract.InstanceProtocol;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import java.io.IOException;
import java.io.InputStream;

/** A call that came by HTTP: reads its body, keeps its time, and writes the answers of the instance protocol. */
final class HttpExchange extends Exchange {

    private final HttpServerRequest request;
    private final InFlight inFlight;
    private final Buffer body = Buffer.buffer();
    private boolean tooLarge;
    private long timer;

    HttpExchange(Binding binding, ContextInternal context, HttpServerRequest request, Call call, InFlight inFlight) {
        super(binding, context, call);
        this.request = request;
        this.inFlight = inFlight;
    }

    /** Reads the body, then calls the function. */
    void begin() {
        inFlight.begin();
        timer = context().setTimer(Math.max(1, call().remaining().toMillis()), fired -> late());
        request.response().closeHandler(closed -> left());
        request.exceptionHandler(broken -> left());
        request.handler(this::receive);
        request.endHandler(complete -> received());
    }

    private void receive(Buffer chunk) {
        if (tooLarge || body.length() + chunk.length() > binding().maxRequest()) {
            tooLarge = true; // The rest is read and dropped, so that the caller gets to see the reply.
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void received() {
        if (tooLarge) {
            tooLarge();
        } else {
            run(body.getBytes());
        }
    }

    private void left() {
        if (gone()) {
            release();
        }
    }

    @Override
    Payload streamed(InputStream result) throws IOException {
        return Payload.whole(result, binding().maxRequest());
    }

    @Override
    void answer(Reply reply) {
        context().execute(reply, this::send);
    }

    private void send(Reply reply) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            release();
        } else {
            write(reply, response).onComplete(written -> release());
        }
    }

    private static Future<Void> write(Reply reply, HttpServerResponse response) {
        response.putHeader(
                InstanceProtocol.OUTCOME,
                reply.failed() ? InstanceProtocol.OUTCOME_FAILURE : InstanceProtocol.OUTCOME_RESULT);
        reply.attributes().forEach(response::putHeader);
        Payload payload = reply.payload();
        if (payload.type() == ContentType.VOID) {
            return response.setStatusCode(204).end();
        }
        return response.setStatusCode(reply.failed() ? 500 : 200)
                .putHeader("content-type", payload.type().mediaType())
                .end(Buffer.buffer(payload.bytes()));
    }

    private void release() {
        context().owner().cancelTimer(timer);
        inFlight.end();
    }
}
