package io.sluice.gateway;

import io.sluice.contract.ContentType;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadRoom;
import io.sluice.router.Reply;
import io.sluice.spool.Spool;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's request from when it was let in until the client has its reply, or is gone. As long it has room in the memory
 * for payloads, and no longer: whoever sends or reads slowly holds that and a connection, but no instance. For use on the
 * request's event loop.
 */
public final class Exchange {

    private final Calls calls;
    private final HttpServerRequest request;
    private final PayloadRoom room;
    private final Laggards laggards;
    private Stage stage = Stage.OPEN;
    private @Nullable Cancellable running;
    private boolean streams;

    private enum Stage {
        OPEN,
        REPLIED,
        GONE
    }

    Exchange(Calls calls, HttpServerRequest request, PayloadRoom room, Laggards laggards) {
        this.calls = calls;
        this.request = request;
        this.room = room;
        this.laggards = laggards;
    }

    /** What the client sent. */
    public HttpServerRequest request() {
        return request;
    }

    /**
     * Reads the payload: its type from the header, its bytes from the body; JSON is checked, an empty body is null. Of text and
     * bytes, more than memory should hold go into the spool as they come.
     */
    public Uni<Payload> payload() {
        String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
        Optional<ContentType> type = ContentType.ofHeader(header);
        return type.isEmpty()
                ? Uni.createFrom()
                        .failure(new BadRequest(
                                415,
                                ErrorReply.INVALID_INPUT,
                                "Content-Type is application/json, text/plain or application/octet-stream, was '"
                                        + header + "'"))
                : payload(type.get());
    }

    private Uni<Payload> payload(ContentType type) {
        Spool spool = room.spool();
        long length = RequestBody.length(request);
        boolean small = length >= 0 && !room.spools(length) || request.isEnded();
        return spool == null || !spool.isOn() || type == ContentType.JSON || small
                ? body().map(body -> Calls.payload(type, body))
                : SpooledBody.read(request, type, spool, room, laggards);
    }

    /** Sends a payload that is in the spool; for {@link #answer}. */
    public Future<Void> send(SpooledReply reply, String id) {
        streams = true;
        return reply.send(request, Objects.requireNonNull(room.spool()), laggards, id);
    }

    /** Reads a result into memory that has to be there as a whole, where it is not; fails where it is too large for that. */
    public Uni<Reply> whole(Reply reply) {
        return reply.payload().spooled() == null
                ? Uni.createFrom().item(reply)
                : calls.whole(reply.payload(), room).map(reply::with);
    }

    /** Sends a result that has to be in memory as a whole, once it is; for {@link #answer}. */
    public Future<Void> sendWhole(
            Reply reply, Function<Reply, Future<Void>> onItem, Function<Throwable, Future<Void>> onFailure) {
        if (reply.payload().spooled() == null) {
            return onItem.apply(reply);
        }
        Promise<Void> sent = Promise.promise();
        var unused = whole(reply).subscribe().with(it -> onItem.apply(it).onComplete(sent), failure -> onFailure
                .apply(failure)
                .onComplete(sent));
        return sent.future();
    }

    /** Reads the body as it is. */
    public Uni<Buffer> body() {
        return RequestBody.read(request, calls.limits().bodyBytes(), room, laggards);
    }

    /** Runs the flow on the payload. */
    public Uni<Reply> run(Calls.Wish wish, Payload payload) {
        return calls.run(
                wish, calls.trace(request, wish.origin()), Calls.cacheUse(request, wish.origin()), room, payload);
    }

    /** Answers the request with what the work comes to; a client that goes away stops the work. */
    public <T> void answer(Uni<T> work, Function<T, Future<Void>> onItem, Function<Throwable, Future<Void>> onFailure) {
        request.response().closeHandler(_ -> gone());
        if (request.response().closed()) {
            gone();
            return;
        }
        Cancellable started = work.subscribe()
                .with(item -> reply(item, onItem, onFailure), failure -> replied(onFailure.apply(failure)));
        running = started;
        if (stage == Stage.GONE) {
            started.cancel();
        }
    }

    private <T> void reply(T item, Function<T, Future<Void>> onItem, Function<Throwable, Future<Void>> onFailure) {
        Future<Void> written;
        try {
            written = onItem.apply(item);
        } catch (RuntimeException e) {
            written = onFailure.apply(e);
        }
        replied(written);
    }

    /** Lets work go on that the client does not wait for. */
    public void goOn(Uni<?> work, Consumer<Throwable> onFailure) {
        var unused = work.onTermination().invoke(room.hold()).subscribe().with(_ -> {}, onFailure);
    }

    private void gone() {
        if (stage == Stage.OPEN) {
            stage = Stage.GONE;
            if (running != null) {
                running.cancel();
            }
            room.close();
        }
    }

    private void replied(Future<Void> written) {
        stage = Stage.REPLIED;
        if (written.isComplete()) {
            room.close();
        } else if (streams) { // That looks after its client itself.
            written.onComplete(_ -> room.close());
        } else {
            Laggards.Watch watch = laggards.watch(request.response().bytesWritten(), this::cutOff);
            written.onComplete(_ -> {
                watch.stop();
                room.close();
            });
        }
        if (!request.isEnded()) {
            laggards.watch(0, this::cutOffSender);
        }
    }

    /** What it is still sending then is thrown away, but not for ever. */
    private void cutOffSender() {
        if (!request.isEnded()) {
            cutOff();
        }
    }

    private void cutOff() {
        Laggards.cutOff(request);
    }
}
