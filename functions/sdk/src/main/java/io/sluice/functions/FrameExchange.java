package io.sluice.functions;

import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameWriter;
import io.vertx.core.impl.ContextInternal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A call that came as a frame, and is answered by one. */
final class FrameExchange extends Exchange {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final FrameCall frame;

    FrameExchange(Binding binding, ContextInternal context, Call call, FrameCall frame) {
        super(binding, context, call);
        this.frame = frame;
    }

    /** Nobody waits for the call any more; the session is owed an answer nevertheless, which it drops. */
    void left() {
        if (gone()) {
            frame.failure(head -> {}, NOTHING);
        }
    }

    @Override
    void answer(Reply reply) {
        if (context().nettyEventLoop().inEventLoop()) {
            send(reply);
        } else {
            context().nettyEventLoop().execute(() -> send(reply));
        }
    }

    private void send(Reply reply) {
        try {
            write(reply);
        } catch (IllegalArgumentException attributesTooLong) {
            write(Reply.failure(Failures.of(attributesTooLong)));
        }
    }

    private void write(Reply reply) {
        ByteBuffer payload = ByteBuffer.wrap(reply.payload().bytes());
        CallOutput output = call().output();
        String written = output == null ? null : output.text();
        if (reply.failed()) {
            frame.failure(head -> writeHead(reply, written, head), payload);
        } else {
            frame.result(head -> writeHead(reply, written, head), payload);
        }
    }

    private static void writeHead(Reply reply, @Nullable String written, FrameWriter head) {
        head.contentType(reply.payload().type()).attributes(reply.attributes()).text(Field.OUTPUT, written);
    }
}
