package io.sluice.contract.frames;

import io.sluice.contract.frames.FrameSession.Side;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** One side with its session: notes what it is told and what it sends, in a memory that the test empties. */
final class Party implements FrameHandler, FrameTransport {

    static final long MILLI = 1_000_000;
    static final SessionLimits LIMITS = new SessionLimits(
            1_000_000, 3, Duration.ofMillis(5000), Duration.ofMillis(5000), Duration.ofMillis(10_000));

    final FrameSession session;
    final List<String> told = new ArrayList<>();
    final Map<Long, FrameCall> called = new HashMap<>();
    final Map<Long, byte[]> payloads = new HashMap<>();
    boolean full;
    int itemRoom;
    boolean hungUp;
    long now;
    long wakeAt = Long.MAX_VALUE;
    Consumer<FrameCall> onCall = call -> {};
    Runnable onWrite = () -> {};
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Party(Side side) {
        this(side, LIMITS);
    }

    Party(Side side, SessionLimits limits) {
        session = new FrameSession(side, limits, this, this, 0);
        session.start();
    }

    /** A session that has heard the other side's hello, and whose own was seen. */
    static Party open(Side side) {
        return open(side, LIMITS);
    }

    static Party open(Side side, SessionLimits limits) {
        Party party = new Party(side, limits);
        party.hears(Frames.hello());
        party.sent();
        party.told.clear();
        return party;
    }

    /** Takes bytes of the other side. */
    Party hears(byte[]... frames) {
        byte[] bytes = Frames.join(frames);
        session.receive(bytes, 0, bytes.length, now);
        return this;
    }

    /** Makes a call with a payload of so many bytes, and a deadline in a minute. */
    FrameCall calls(int payload) {
        return calls(new byte[payload]);
    }

    FrameCall calls(byte[] payload) {
        return calls(payload, now + 60_000 * MILLI);
    }

    FrameCall calls(byte[] payload, long deadline) {
        Asked listener = new Asked();
        FrameCall call = session.call(listener, ByteBuffer.wrap(payload), deadline, now);
        listener.id = call.id();
        return call;
    }

    /** Answers the other side's call with so many bytes. */
    void answers(long call, int payload) {
        theirs(call).result(head -> {}, ByteBuffer.allocate(payload));
    }

    /** The other side's call with that id. */
    FrameCall theirs(long call) {
        return Objects.requireNonNull(called.get(call));
    }

    /** Lets time pass, and the session have the turns that it asked for. */
    void waits(long millis) {
        long until = now + millis * MILLI;
        while (wakeAt <= until && !hungUp) {
            now = Math.max(now, wakeAt);
            turn();
        }
        now = until;
    }

    /** Lets the session have the turn that it asked for at once. */
    void turn() {
        wakeAt = Long.MAX_VALUE;
        session.tick(now);
    }

    /** What was sent since this was last asked. */
    List<Frames.Seen> sent() {
        return Frames.read(takeBytes());
    }

    byte[] takeBytes() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    List<String> sentWords() {
        return sent().stream().map(Frames.Seen::toString).toList();
    }

    // FrameTransport

    @Override
    public void write(byte[] head, int length, ByteBuffer payload) {
        if (hungUp) {
            throw new AssertionError("written to after it was closed");
        }
        onWrite.run();
        out.write(head, 0, length);
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        out.writeBytes(bytes);
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public void wakeAt(long nanos) {
        wakeAt = nanos;
    }

    @Override
    public void close() {
        hungUp = true;
    }

    // FrameHandler

    @Override
    public void ready() {
        told.add("ready");
    }

    @Override
    public void called(FrameCall call, Fields head, byte[] payload) {
        told.add("called " + call.id());
        called.put(call.id(), call);
        payloads.put(call.id(), payload);
        onCall.accept(call);
    }

    @Override
    public void tooLarge(FrameCall call, Fields head) {
        told.add("called too large " + call.id());
        called.put(call.id(), call);
        onCall.accept(call);
    }

    @Override
    public void cancelled(FrameCall call) {
        told.add("cancelled " + call.id());
    }

    @Override
    public void itemRoom(FrameCall call) {
        told.add("item room " + call.id());
    }

    @Override
    public void late(FrameCall call) {
        told.add("late " + call.id());
    }

    @Override
    public void leaving(String reason) {
        told.add("leaving: " + reason);
    }

    @Override
    public void stray(String what) {
        told.add("stray: " + what);
    }

    @Override
    public void closed(String reason) {
        told.add("closed: " + reason);
    }

    /** One call of this side. */
    private final class Asked implements FrameListener {

        private long id;

        @Override
        public void writeHead(FrameWriter head) {
            // Nothing that matters to a session.
        }

        @Override
        public int itemRoom() {
            return itemRoom;
        }

        @Override
        public void item(Fields head, byte[] payload, boolean more) {
            told.add("item " + id + " of " + payload.length + (more ? " more" : ""));
        }

        @Override
        public void result(Fields head, byte[] payload) {
            told.add("result " + id + " of " + payload.length);
            payloads.put(id, payload);
        }

        @Override
        public void failure(Fields head, byte[] payload) {
            told.add("failure " + id + " of " + payload.length);
            payloads.put(id, payload);
        }

        @Override
        public void late() {
            told.add("too late " + id);
        }

        @Override
        public void tooLarge() {
            told.add("too large " + id);
        }

        @Override
        public void lost(String reason) {
            told.add("lost " + id + ": " + reason);
        }
    }
}
