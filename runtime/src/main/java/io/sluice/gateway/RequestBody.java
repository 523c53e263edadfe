package io.sluice.gateway;

import io.sluice.pool.PayloadRoom;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body up to a limit, as far as there is room for it, and not for longer than it may take. Nothing is
 * read before that. For use on the request's event loop.
 */
public final class RequestBody {

    private final HttpServerRequest request;
    private final int limitBytes;
    private final PayloadRoom room;
    private final UniEmitter<? super Buffer> emitter;
    private final boolean sized;
    private final Buffer body;
    private Laggards.@Nullable Watch watch;
    private boolean over;

    private RequestBody(
            HttpServerRequest request,
            int limitBytes,
            long length,
            PayloadRoom room,
            UniEmitter<? super Buffer> emitter) {
        this.request = request;
        this.limitBytes = limitBytes;
        this.room = room;
        this.emitter = emitter;
        this.sized = length >= 0;
        this.body = Buffer.buffer(sized ? (int) length : 0);
    }

    /**
     * The whole body; fails with {@link BadRequest} 413 as soon as it is known to be larger than the limit, with 408 when
     * it takes too long, and with {@link NoRoom}. What a client goes on sending is thrown away.
     */
    public static Uni<Buffer> read(HttpServerRequest request, int limitBytes, PayloadRoom room, Laggards laggards) {
        long length = length(request);
        if (length > limitBytes) {
            return Uni.createFrom().failure(tooLarge(limitBytes, length + " bytes"));
        }
        if (length > 0 && !room.input(length)) {
            return Uni.createFrom().failure(NoRoom.forBody(length));
        }
        return Uni.createFrom()
                .emitter(emitter -> new RequestBody(request, limitBytes, length, room, emitter).begin(laggards));
    }

    /** What the header says, or -1 where it says nothing. */
    static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || length.length() > 18 ? -1 : Long.parseLong(length);
    }

    private void begin(Laggards laggards) {
        emitter.onTermination(this::stop);
        request.handler(this::take);
        request.exceptionHandler(failure -> fail(new ClientGone()));
        request.endHandler(_ -> complete());
        watch = laggards.watch(0, this::late);
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void take(Buffer chunk) {
        if (over) {
            return;
        }
        if (body.length() + chunk.length() > limitBytes) {
            fail(tooLarge(limitBytes, "more"));
        } else if (!sized && !room.input(chunk.length())) {
            fail(NoRoom.forBody(body.length() + chunk.length()));
        } else {
            body.appendBuffer(chunk);
            progress(chunk.length());
        }
    }

    private void progress(int bytes) {
        if (watch != null) {
            watch.progress(bytes);
        }
    }

    private void complete() {
        if (!over) {
            stop();
            emitter.complete(body);
        }
    }

    private void fail(RuntimeException failure) {
        if (!over) {
            stop();
            emitter.fail(failure);
        }
    }

    private void stop() {
        over = true;
        if (watch != null) {
            watch.stop();
        }
    }

    private void late() {
        fail(new BadRequest(
                408,
                ErrorReply.INVALID_INPUT,
                "the body came too slowly: after " + body.length()
                        + " bytes its time was over; it has sluice.gateway.client-timeout, and a second more for each 64"
                        + " KiB that came"));
    }

    private static BadRequest tooLarge(int limitBytes, String was) {
        return new BadRequest(
                413,
                ErrorReply.INVALID_INPUT,
                "a body has at most " + limitBytes + " bytes, was " + was
                        + "; put large input into a file and pass its address");
    }
}
