package io.sluice.functions;

import io.sluice.contract.ContentType;
import io.sluice.contract.frames.Field;
import io.sluice.contract.frames.Fields;
import io.sluice.contract.frames.FrameCall;
import io.sluice.contract.frames.FrameHandler;
import io.sluice.contract.frames.FrameListener;
import io.sluice.contract.frames.FrameSession;
import io.sluice.contract.frames.FrameWriter;
import io.sluice.contract.frames.SessionLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The runtime's end of a connection to an instance of a {@link FrameRig}; methods are called on the test's thread. */
final class RuntimeEnd implements FrameHandler {

    private static final int MAX_PAYLOAD = 64 * 1024 * 1024;
    private static final int MAX_CALLS = 1000;

    final CompletableFuture<Void> ready = new CompletableFuture<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    final BlockingQueue<Nested> nested = new LinkedBlockingQueue<>();
    final BlockingQueue<FrameCall> cancelled = new LinkedBlockingQueue<>();
    final BlockingQueue<String> strays = new LinkedBlockingQueue<>();
    final Pipe out;
    final Pipe in;
    final FrameConnection instance;
    private final FrameRig rig;
    private final FrameSession session;

    /** A nested call that has come. */
    record Nested(FrameCall call, Fields head, String input) {}

    /** How a call ended: {@code result}, {@code failure}, {@code lost}, {@code late} or {@code too large}. */
    record Ended(String how, Fields head, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    RuntimeEnd(FrameRig rig) {
        this.rig = rig;
        this.out = new Pipe(rig.context.nettyEventLoop());
        this.in = new Pipe(rig.context.nettyEventLoop());
        long now = System.nanoTime();
        this.instance = new FrameConnection(rig.binding, rig.context, in, now);
        this.session =
                new FrameSession(FrameSession.Side.RUNTIME, SessionLimits.of(MAX_PAYLOAD, MAX_CALLS), out, this, now);
        join();
        rig.connections.add(instance);
        instance.start();
        session.start();
    }

    private void join() {
        in.onWake(() -> instance.tick(System.nanoTime()));
        out.onWake(() -> session.tick(System.nanoTime()));
        out.to(new Pipe.End() {
            @Override
            public void receive(byte[] bytes) {
                instance.receive(bytes, 0, bytes.length, System.nanoTime());
            }

            @Override
            public void ended() {
                instance.ended();
            }
        });
        in.to(new Pipe.End() {
            @Override
            public void receive(byte[] bytes) {
                session.receive(bytes, 0, bytes.length, System.nanoTime());
            }

            @Override
            public void ended() {
                session.ended();
            }
        });
    }

    Call call(String entryPoint, String input) throws Exception {
        return call(entryPoint, ContentType.TEXT, input.getBytes(StandardCharsets.UTF_8), head -> {});
    }

    Call call(String entryPoint, ContentType type, byte[] input, Consumer<FrameWriter> more) throws Exception {
        return rig.onLoop(() -> new Call(entryPoint, type, input, more));
    }

    /** Takes the next nested call. */
    Nested awaitNested() throws InterruptedException {
        Nested next = nested.poll(FrameRig.SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no nested call came");
        }
        return next;
    }

    void answer(Nested call, ContentType type, byte[] payload) throws Exception {
        rig.onLoop(() -> {
            call.call()
                    .result(head -> head.contentType(type).number(Field.DURATION, 2_500_000), ByteBuffer.wrap(payload));
            return true;
        });
    }

    void refuse(Nested call, String payload, long status) throws Exception {
        rig.onLoop(() -> {
            call.call()
                    .failure(
                            head -> {
                                head.contentType(ContentType.JSON);
                                if (status > 0) {
                                    head.number(Field.STATUS, status);
                                }
                            },
                            ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
            return true;
        });
    }

    /** Sends bytes of the test's own. */
    void send(byte[] bytes) throws Exception {
        rig.onLoop(() -> {
            out.write(bytes, bytes.length, ByteBuffer.allocate(0));
            return true;
        });
    }

    /** Lets the connection break. */
    void hangUp() throws Exception {
        rig.onLoop(() -> {
            out.close();
            return true;
        });
    }

    /** Lets the instance think that so much time has passed. */
    void passTime(long seconds) throws Exception {
        rig.onLoop(() -> {
            instance.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
            return true;
        });
    }

    void leave() throws Exception {
        rig.onLoop(() -> {
            instance.leave("the test is over");
            return true;
        });
    }

    boolean takesCalls() throws Exception {
        return rig.onLoop(session::takesCalls);
    }

    int inProgress() throws Exception {
        return rig.onLoop(session::inProgress);
    }

    String awaitClosed() throws Exception {
        return closed.get(FrameRig.SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void ready() {
        ready.complete(null);
    }

    @Override
    public void called(FrameCall call, Fields head, byte[] payload) {
        nested.add(new Nested(call, head, new String(payload, StandardCharsets.UTF_8)));
    }

    @Override
    public void tooLarge(FrameCall call, Fields head) {
        throw new AssertionError("a nested call was too large");
    }

    @Override
    public void cancelled(FrameCall call) {
        cancelled.add(call);
        call.failure(head -> {}, ByteBuffer.allocate(0));
    }

    @Override
    public void late(FrameCall call) {}

    @Override
    public void leaving(String reason) {}

    @Override
    public void stray(String what) {
        strays.add(what);
    }

    @Override
    public void closed(String reason) {
        closed.complete(reason);
    }

    /** A call whose result's items are taken, so many at first. */
    Call items(String entryPoint, String input, int room) throws Exception {
        byte[] payload = input.getBytes(StandardCharsets.UTF_8);
        return rig.onLoop(() ->
                new Call(entryPoint, ContentType.JSON, payload, head -> head.number(Field.TIMEOUT, 60_000), room));
    }

    /** A call of the runtime's. */
    class Call implements FrameListener {

        private final CompletableFuture<Ended> ended = new CompletableFuture<>();
        private final String entryPoint;
        private final ContentType type;
        private final Consumer<FrameWriter> more;
        private final int room;
        private final FrameCall frame;
        private final BlockingQueue<String> items = new LinkedBlockingQueue<>();

        Call(String entryPoint, ContentType type, byte[] input, Consumer<FrameWriter> more) {
            this(entryPoint, type, input, more, 0);
        }

        Call(String entryPoint, ContentType type, byte[] input, Consumer<FrameWriter> more, int room) {
            this.room = room;
            this.entryPoint = entryPoint;
            this.type = type;
            this.more = more;
            long now = System.nanoTime();
            this.frame = session.call(this, ByteBuffer.wrap(input), now + TimeUnit.MINUTES.toNanos(1), now);
        }

        long id() {
            return frame.id();
        }

        Ended await() throws Exception {
            return ended.get(FrameRig.SECONDS, TimeUnit.SECONDS);
        }

        /** The next item, or piece of one, with a plus where it goes on. */
        String awaitItem() throws InterruptedException {
            String item = items.poll(FrameRig.SECONDS, TimeUnit.SECONDS);
            if (item == null) {
                throw new AssertionError("no item came");
            }
            return item;
        }

        boolean hasItems() {
            return !items.isEmpty();
        }

        void takeItems(int count) throws Exception {
            rig.onLoop(() -> {
                frame.takeItems(count);
                return true;
            });
        }

        @Override
        public int itemRoom() {
            return room;
        }

        @Override
        public void item(Fields head, byte[] payload, boolean goesOn) {
            items.add(new String(payload, StandardCharsets.UTF_8) + (goesOn ? "+" : ""));
        }

        void cancel() throws Exception {
            rig.onLoop(() -> {
                frame.cancel();
                return true;
            });
        }

        boolean isDone() {
            return ended.isDone();
        }

        @Override
        public void writeHead(FrameWriter head) {
            head.text(Field.TARGET, entryPoint).contentType(type);
            more.accept(head);
        }

        private void end(String how, @Nullable Fields head, byte[] payload) {
            if (!ended.complete(new Ended(how, head == null ? Fields.NONE : head, payload))) {
                throw new AssertionError("a call has ended twice");
            }
        }

        @Override
        public void result(Fields head, byte[] payload) {
            end("result", head, payload);
        }

        @Override
        public void failure(Fields head, byte[] payload) {
            end("failure", head, payload);
        }

        @Override
        public void late() {
            end("late", null, new byte[0]);
        }

        @Override
        public void tooLarge() {
            end("too large", null, new byte[0]);
        }

        @Override
        public void lost(String reason) {
            end("lost", null, reason.getBytes(StandardCharsets.UTF_8));
        }
    }
}
