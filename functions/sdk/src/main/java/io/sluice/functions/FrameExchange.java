package io.sluice.functions;

import io.sluice.contract.ContentType;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameWriter;
import io.sluice.contract.payloads.PayloadClient;
import io.smallrye.mutiny.Multi;
import io.vertx.core.impl.ContextInternal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call that came as a frame, and is answered by one. */
final class FrameExchange extends Exchange implements ItemSender.Origin {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final FrameCall frame;
    private final boolean takesReferences;
    private @Nullable ItemSender items;
    private long sentItems = -1;

    /** @param takesReferences whether the runtime takes results that were handed in before */
    FrameExchange(Binding binding, ContextInternal context, Call call, FrameCall frame, boolean takesReferences) {
        super(binding, context, call);
        this.takesReferences = takesReferences;
        this.frame = frame;
    }

    /** Nobody waits for the call any more; the session is owed an answer nevertheless, which it drops. */
    void left() {
        if (gone()) {
            frame.failure(head -> {}, NOTHING);
        }
    }

    @Override
    Payload streamed(InputStream result) throws IOException {
        PayloadClient client = binding().payloads();
        return client == null || !takesReferences
                ? Payload.whole(result, binding().maxRequest())
                : Payload.handedIn(client.post(result, ContentType.BINARY, call().token()));
    }

    @Override
    Runnable take(EntryPoint entryPoint, Multi<?> made) {
        if (!frame.takesItems()) {
            return super.take(entryPoint, made);
        }
        ItemSender sender = new ItemSender(this, frame, this::onLoop, asking(entryPoint));
        items = sender;
        made.map(Object.class::cast).subscribe().withSubscriber(sender);
        return sender::cancel;
    }

    /** There is room for items again; on the event loop. */
    void itemRoom() {
        ItemSender sender = items;
        if (sender != null) {
            sender.send();
        }
    }

    @Override
    public Payload payload(Object item) {
        return Payload.of(item, binding().writer());
    }

    @Override
    public boolean hasEnded() {
        return isOver();
    }

    @Override
    public void sent(long count) {
        sentItems = count;
        end(() -> new Reply(false, Payload.VOID, Map.of()));
    }

    @Override
    public void failed(Throwable thrown) {
        fail(thrown);
    }

    @Override
    void answer(Reply reply) {
        onLoop(() -> send(reply));
    }

    private void onLoop(Runnable task) {
        if (context().nettyEventLoop().inEventLoop()) {
            task.run();
        } else {
            context().nettyEventLoop().execute(task);
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
            frame.result(
                    head -> {
                        writeHead(reply, written, head);
                        if (sentItems >= 0) {
                            head.number(Field.ITEMS, sentItems);
                        }
                    },
                    payload);
        }
    }

    private static void writeHead(Reply reply, @Nullable String written, FrameWriter head) {
        Payload payload = reply.payload();
        head.contentType(payload.type())
                .attributes(reply.attributes())
                .text(Field.REFERENCE, payload.reference())
                .text(Field.OUTPUT, written);
    }
}
