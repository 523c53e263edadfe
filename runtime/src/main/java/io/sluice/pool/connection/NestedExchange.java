package io.sluice.pool.connection;

import io.netty.buffer.Unpooled;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameSession;
import io.sluice.contract.frames.FrameWriter;
import io.sluice.pool.NestedCalls.NestedCall;
import io.sluice.pool.NestedCalls.Outcome;
import io.sluice.pool.Payload;
import io.sluice.pool.connection.CallsInProgress.Found;
import io.sluice.pool.connection.CallsInProgress.Lookup;
import io.sluice.pool.connection.CallsInProgress.Refused;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call that an instance makes on its connection; answered once. On the connection's event loop. */
final class NestedExchange {

    private static final int FORBIDDEN = 403;
    private static final int UNEXPECTED = 500;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Connections connections;
    private final ConnectedInstance instance;
    private final FrameConnection connection;
    private final FrameCall frames;
    private @Nullable Cancellable running;
    private boolean answered;

    NestedExchange(Connections connections, ConnectedInstance instance, FrameConnection connection, FrameCall frames) {
        this.connections = connections;
        this.instance = instance;
        this.connection = connection;
        this.frames = frames;
        frames.attach(this);
    }

    void begin(FrameSession session, Fields head, byte[] payload) {
        ContentType type = head.contentType();
        if (type == null) {
            refuse(400, "its input must be JSON, text, bytes or nothing, and said none of these");
            return;
        }
        switch (parent(session, head)) {
            case Refused refused -> fail(new Failure(refused.text(), Failure.ALGORITHM_ERROR, null), FORBIDDEN, null);
            case Found found ->
                call(found.token(), head, new Payload(type, Buffer.buffer(Unpooled.wrappedBuffer(payload))));
        }
    }

    /** The call that it is made in: the one that it names or, where it names none, the only one that there is. */
    private Lookup parent(FrameSession session, Fields head) {
        long id = head.number(Field.PARENT, 0);
        if (id == 0) {
            return instance.calls().find(instance.spec().label(), null);
        }
        FrameCall parent = session.find(id);
        return parent != null && parent.attachment() instanceof FrameExchange exchange && !parent.isCancelled()
                ? new Found(exchange.call().token())
                : new Refused(LostCall.label(instance) + "nested call names call " + id + ", which is not in progress");
    }

    private void call(String token, Fields head, Payload payload) {
        String function = head.text(Field.TARGET);
        long millis = head.number(Field.TIMEOUT, -1);
        NestedCall call = new NestedCall(
                token,
                function == null ? "" : function,
                payload,
                millis < 0 ? null : Duration.ofMillis(millis),
                head.text(Field.TRACE_PARENT),
                head.text(Field.TRACE_STATE),
                head.text(Field.BAGGAGE),
                Map.of());
        running = connections
                .nestedCalls()
                .call(call)
                .subscribe()
                .with(
                        outcome -> connection.onLoop(() -> ended(outcome)),
                        failure -> connection.onLoop(() -> broke(failure)));
    }

    private void ended(Outcome outcome) {
        switch (outcome) {
            case Outcome.Returned it -> returned(it);
            case Outcome.Failed it -> fail(it.failure(), it.status(), it.retryAfter());
        }
    }

    private void returned(Outcome.Returned it) {
        if (!answered) {
            answered = true;
            frames.result(
                    head -> head.contentType(it.payload().type())
                            .number(Field.DURATION, Math.max(0, it.took().toNanos()))
                            .attributes(it.attributes()),
                    it.payload().bytes().getByteBuf().nioBuffer());
        }
    }

    private void broke(Throwable failure) {
        fail(new Failure(String.valueOf(failure.getMessage()), Failure.ALGORITHM_ERROR, null), UNEXPECTED, null);
    }

    /** Answers that the call was not made. */
    void refuse(int status, String why) {
        String message = LostCall.label(instance) + "nested call: " + why;
        fail(new Failure(message, Failure.INPUT_ERROR, null), status, null);
    }

    private void fail(Failure failure, int status, @Nullable Duration retryAfter) {
        if (answered) {
            return;
        }
        answered = true;
        JsonObject body = new JsonObject()
                .put("message", failure.message())
                .put("errorType", failure.errorType())
                .put("stacktrace", failure.stacktrace());
        frames.failure(
                head -> failureHead(head, status, retryAfter),
                body.toBuffer().getByteBuf().nioBuffer());
    }

    private static void failureHead(FrameWriter head, int status, @Nullable Duration retryAfter) {
        head.contentType(ContentType.JSON);
        if (status != 0) {
            head.number(Field.STATUS, status);
        }
        if (retryAfter != null) {
            head.number(Field.RETRY_AFTER, Math.max(0, retryAfter.toMillis()));
        }
    }

    /** Its caller no longer waits. */
    void cancelled() {
        Cancellable call = running;
        if (call != null) {
            call.cancel();
        }
        if (!answered) {
            answered = true;
            frames.failure(head -> {}, NOTHING);
        }
    }
}
