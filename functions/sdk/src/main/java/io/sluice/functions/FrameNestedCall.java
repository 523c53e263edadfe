package io.sluice.functions;

import io.sluice.contract.ContentType;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameListener;
import io.sluice.contract.frames.FrameWriter;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.impl.ContextInternal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One nested call, ended once: by its answer, a failure, its time or its cancellation. It goes out and comes back on its
 * connection's event loop, and is ended in the Vert.x context that it was begun in.
 */
final class FrameNestedCall implements FrameListener {

    private final FrameNestedCalls calls;
    private final FrameConnection connection;
    private final NestedFunction function;
    private final @Nullable FramedCall parent;
    private final Payload input;
    private final Duration within;
    private final UniEmitter<? super AlgoResponse> emitter;
    private final @Nullable ContextInternal caller = ContextInternal.current();
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable FrameCall frame;

    FrameNestedCall(
            FrameNestedCalls calls,
            FrameConnection connection,
            NestedFunction function,
            @Nullable FramedCall parent,
            Payload input,
            Duration within,
            UniEmitter<? super AlgoResponse> emitter) {
        this.calls = calls;
        this.connection = connection;
        this.function = function;
        this.parent = parent;
        this.input = input;
        this.within = within;
        this.emitter = emitter;
    }

    void begin() {
        long deadline = System.nanoTime() + within.toNanos();
        emitter.onTermination(this::cancelled);
        connection.onLoop(() -> pass(deadline));
    }

    private void pass(long deadline) {
        if (ended.get()) {
            return;
        }
        if (!connection.takesCalls()) {
            fail(NestedFailures.unreachable(function.name(), "it takes no more calls on this connection"));
            return;
        }
        try {
            frame = connection.call(this, ByteBuffer.wrap(input.bytes()), deadline);
        } catch (IllegalArgumentException headTooLong) {
            fail(NestedFailures.unreachable(function.name(), headTooLong));
        }
    }

    @Override
    public void writeHead(FrameWriter head) {
        head.text(Field.TARGET, function.reference().toString())
                .number(Field.TIMEOUT, Math.max(1, within.toMillis()))
                .contentType(input.type());
        if (parent != null) {
            head.number(Field.PARENT, parent.id())
                    .text(Field.TRACE_PARENT, parent.traceParent().orElse(null))
                    .text(Field.TRACE_STATE, parent.traceState())
                    .text(Field.BAGGAGE, parent.baggage());
        }
    }

    @Override
    public void result(Fields head, byte[] payload) {
        ContentType type = head.contentType();
        if (type == null) {
            fail(NestedFailures.unlabelled(function.name()));
            return;
        }
        long nanos = head.number(Field.DURATION, 0);
        end(() ->
                emitter.complete(AlgoResponse.of(function.name(), calls.mapper(), new Payload(type, payload), nanos)));
    }

    @Override
    public void failure(Fields head, byte[] payload) {
        fail(NestedFailures.ofPayload(function.name(), calls.mapper(), payload, head.number(Field.STATUS, 0)));
    }

    @Override
    public void late() {
        fail(NestedFailures.late(function.name(), within));
    }

    @Override
    public void tooLarge() {
        fail(NestedFailures.tooLarge(function.name(), connection.binding().maxRequest()));
    }

    @Override
    public void lost(String reason) {
        fail(NestedFailures.unreachable(function.name(), reason));
    }

    private void fail(AlgorithmFailure failure) {
        end(() -> emitter.fail(failure));
    }

    private void end(Runnable telling) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (caller == null) {
            telling.run();
        } else {
            caller.emit(telling, Runnable::run);
        }
    }

    /** The emitter has ended: by cancellation, if by nothing else. On any thread. */
    private void cancelled() {
        if (ended.compareAndSet(false, true)) {
            connection.onLoop(() -> {
                if (frame != null) {
                    frame.cancel();
                }
            });
        }
    }
}
