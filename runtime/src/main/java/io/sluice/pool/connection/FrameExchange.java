package io.sluice.pool.connection;

import static io.sluice.pool.connection.LostCall.label;

import io.netty.buffer.Unpooled;
import io.sluice.contract.ContentType;
import io.sluice.contract.TraceContext;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameListener;
import io.sluice.contract.frames.FrameSession;
import io.sluice.contract.frames.FrameWriter;
import io.sluice.pool.Answer;
import io.sluice.pool.Call;
import io.sluice.pool.Payload;
import io.sluice.pool.PoolFailure.InputTooLarge;
import io.sluice.pool.PoolFailure.NotTaken;
import io.sluice.pool.PoolFailure.ResultTooLarge;
import io.sluice.pool.PoolFailure.TimedOut;
import io.sluice.pool.Spooling;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through an instance, settled once: by an answer, a failure, its time-out or its cancellation. It
 * goes out and comes back on its connection's event loop, and is settled on that of its caller.
 */
final class FrameExchange implements FrameListener {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Connections connections;
    private final ConnectedInstance instance;
    private final Call call;
    private Payload input;
    private final UniEmitter<? super Answer> emitter;
    private final @Nullable ContextInternal caller = ContextInternal.current();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final long deadline;
    private volatile @Nullable FrameConnection connection;
    private @Nullable FrameCall frames;
    private volatile @Nullable ItemIntake intake;
    private boolean noRoom;

    FrameExchange(Connections connections, ConnectedInstance instance, Call call, UniEmitter<? super Answer> emitter) {
        this.connections = connections;
        this.instance = instance;
        this.call = call;
        this.input = call.payload();
        this.emitter = emitter;
        this.deadline = connections.nanos() + call.timeout().toNanos();
    }

    void begin(FrameConnections all) {
        instance.calls().begin(call);
        emitter.onTermination(this::cancelled);
        all.forCall().submit(this);
    }

    /** On the connection's event loop, like all that follows but {@link #cancelled}. */
    void pass(FrameConnection chosen, FrameSession session) {
        connection = chosen;
        if (settled.get()) {
            return;
        }
        if (input.spooled() != null && !session.takesReferences()) {
            passWhole(chosen);
            return;
        }
        try {
            FrameCall passed = session.call(this, inFrames(), deadline, connections.nanos());
            passed.attach(this);
            frames = passed;
        } catch (IllegalArgumentException e) {
            fail(LostCall.broken(instance, "the call's headers are too long: " + e.getMessage()));
        }
    }

    /** An instance that knows no references is given the payload itself, as far as its frames go. */
    private void passWhole(FrameConnection chosen) {
        RuntimeException tooLarge = new InputTooLarge(label(instance) + "its input of " + input.length()
                + " bytes is larger than the " + connections.resultBytes()
                + " that an instance can be given that takes no large payloads, or there is no room for it; build the"
                + " function with the SDK of this version");
        var unused = Spooling.whole(input, call.room(), connections.resultBytes(), tooLarge)
                .subscribe()
                .with(
                        whole -> {
                            input = whole;
                            chosen.submit(this);
                        },
                        this::fail);
    }

    /** What goes in frames: nothing of a payload that they refer to. */
    private ByteBuffer inFrames() {
        return input.spooled() == null ? input.bytes().getByteBuf().nioBuffer() : NOTHING;
    }

    /** What nested calls hand back. */
    Call call() {
        return call;
    }

    @Override
    public void writeHead(FrameWriter head) {
        TraceContext trace = call.trace();
        head.text(Field.TARGET, call.entryPoint())
                .number(Field.TIMEOUT, Math.max(1, call.timeout().toNanos() / NANOS_PER_MILLI))
                .contentType(input.type())
                .text(Field.TRACE_PARENT, trace.traceParent())
                .text(Field.TRACE_STATE, trace.state())
                .text(Field.BAGGAGE, trace.baggage())
                .text(Field.INVOCATION, call.invocation())
                .text(Field.TOKEN, call.token())
                .attributes(call.attributes());
        if (input.spooled() != null) {
            head.text(Field.REFERENCE, input.spooled().reference());
        }
        if (call.wantsOutput()) {
            head.text(Field.OUTPUT, "1");
        }
    }

    @Override
    public int itemRoom() {
        return ItemIntake.ROOM;
    }

    @Override
    public void item(Fields head, byte[] payload, boolean more) {
        ItemIntake in = intake();
        if (!in.isOpen()) {
            ContentType type = head.contentType();
            if (type == null) {
                breakOff("an item must be JSON, text, bytes or nothing, and said none of these");
                return;
            }
            in.begin(type);
        }
        if (!hasRoomFor(payload.length) || in.size() + payload.length > connections.resultBytes()) {
            tooLarge();
            cancelFrames();
            return;
        }
        Payload item = in.add(buffer(payload), more);
        if (item == null) {
            takeItem();
        } else {
            in.hand(item, () -> onLoop(this::takeItem), wrong -> onLoop(() -> breakOff(wrong.getMessage())));
        }
    }

    private ItemIntake intake() {
        ItemIntake in = intake;
        if (in == null) {
            in = ItemIntake.of(call, caller);
            intake = in;
        }
        return in;
    }

    private void onLoop(Runnable task) {
        FrameConnection chosen = connection;
        if (chosen != null) {
            chosen.onLoop(task);
        }
    }

    private void takeItem() {
        FrameCall passed = frames;
        if (passed != null) {
            passed.takeItems(1);
        }
    }

    private void breakOff(@Nullable String what) {
        broken(String.valueOf(what));
        cancelFrames();
    }

    @Override
    public void result(Fields head, byte[] payload) {
        long items = head.number(Field.ITEMS, -1);
        if (items < 0 && intake == null) {
            whole(head, payload);
            return;
        }
        ItemIntake in = intake();
        if (in.isOpen() || in.count() != items) {
            broken("its result was to be " + items + " items, and " + in.count() + " came");
            return;
        }
        in.end(list -> answer(new Answer.Result(list, Map.of(), head.text(Field.OUTPUT))));
    }

    private void whole(Fields head, byte[] payload) {
        ContentType type = head.contentType();
        if (type == null) {
            broken("a result must be JSON, text, bytes or nothing, and said none of these");
            return;
        }
        String reference = head.text(Field.REFERENCE);
        Payload result =
                reference == null ? inFrames(type, payload) : call.room().find(reference);
        if (result == null) {
            broken("its result is one by reference, of which it has handed in none by that name");
            return;
        }
        answer(new Answer.Result(result, head.attributes(), head.text(Field.OUTPUT)));
    }

    private static Payload inFrames(ContentType type, byte[] payload) {
        return type == ContentType.VOID ? Payload.NOTHING : new Payload(type, buffer(payload));
    }

    @Override
    public void failure(Fields head, byte[] payload) {
        switch (AnswerReader.failure(buffer(payload))) {
            case AnswerReader.Read read -> failed(with(read.answer(), head.text(Field.OUTPUT)));
            case AnswerReader.Broken broken -> broken(broken.what());
        }
    }

    /** What came before is handed on first. */
    private void failed(Answer answer) {
        ItemIntake in = intake;
        if (in == null) {
            answer(answer);
        } else {
            in.end(_ -> answer(answer));
        }
    }

    private static Answer with(Answer answer, @Nullable String output) {
        return answer instanceof Answer.Failed failed && output != null
                ? new Answer.Failed(failed.failure(), output)
                : answer;
    }

    private static Buffer buffer(byte[] bytes) {
        return Buffer.buffer(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public void late() {
        Duration given = call.timeout();
        fail(new TimedOut(label(instance) + "no answer within " + given.toMillis() + " ms"));
    }

    @Override
    public boolean hasRoomFor(int bytes) {
        noRoom = noRoom || !call.room().result(bytes);
        return !noRoom;
    }

    @Override
    public void tooLarge() {
        if (noRoom) {
            fail(LostCall.noRoom(instance));
            return;
        }
        fail(new ResultTooLarge(label(instance) + "its result is larger than the " + connections.resultBytes()
                + " bytes that results may have"));
    }

    @Override
    public void lost(String reason) {
        FrameConnection broken = connection;
        if (broken != null && broken.hungUp()) {
            LostCall.explain(instance, "it closed the connection without an answer: " + reason, this::fail);
        } else {
            fail(LostCall.broken(instance, reason));
        }
    }

    /** The instance has not seen the call. */
    void notTaken(String reason) {
        fail(new NotTaken(label(instance) + "instance " + instance.id() + " did not take the call: " + reason));
    }

    private void broken(String what) {
        connections.fault(instance, what);
        fail(LostCall.broken(instance, what));
    }

    private void answer(Answer answer) {
        if (settle()) {
            if (caller == null) {
                emitter.complete(answer);
            } else {
                caller.emit(answer, emitter::complete);
            }
        }
    }

    private void fail(Throwable failure) {
        if (settle()) {
            if (caller == null) {
                emitter.fail(failure);
            } else {
                caller.emit(failure, emitter::fail);
            }
        }
    }

    /** Nobody waits any more; on any thread, and also after it was settled. */
    private void cancelled() {
        if (settle()) {
            onLoop(this::cancelFrames);
        }
    }

    private void cancelFrames() {
        FrameCall passed = frames;
        if (passed != null) {
            passed.cancel();
        }
    }

    private boolean settle() {
        if (settled.compareAndSet(false, true)) {
            ItemIntake in = intake;
            if (in != null) {
                in.stop();
            }
            instance.calls().end(call);
            return true;
        }
        return false;
    }
}
