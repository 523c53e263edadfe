package io.sluice.contract.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.frames.FrameSession.Side;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One side that does random things, and checks what it is told against what it knows: the simple model of the protocol. To be
 * told twice, too early, after a cancellation or after the end is an {@link AssertionError}.
 */
final class Player implements FrameHandler, FrameTransport {

    static final long MILLI = 1_000_000;

    final FrameSession session;
    final SessionLimits limits;
    final Map<Long, Asked> asked = new HashMap<>();
    final Map<Long, Served> served = new HashMap<>();
    final List<String> strays = new ArrayList<>();
    final Pipe out;
    long now;
    long wakeAt = Long.MAX_VALUE;
    boolean ready;
    boolean left;
    boolean theyLeft;

    String closed = "";

    private final Random random;
    private boolean hungUp;

    /** @param capacity how many bytes may wait in the connection before it is full */
    Player(Side side, SessionLimits limits, int capacity, Random random) {
        this.limits = limits;
        this.random = random;
        this.out = new Pipe(capacity);
        this.session = new FrameSession(side, limits, this, this, now);
        session.start();
    }

    // What it does

    void call(int size) {
        if (session.takesCalls()) {
            long deadline = random.nextInt(4) == 0 ? now + random.nextLong(300 * MILLI) : Long.MAX_VALUE;
            Asked mine = new Asked(bytes(size), deadline, random.nextBoolean());
            FrameCall call = session.call(mine, ByteBuffer.wrap(mine.payload), deadline, now);
            mine.call = call;
            assertThat(asked.put(call.id(), mine)).isNull();
        }
    }

    void cancel() {
        Asked mine = pick(asked.values().stream().filter(it -> it.open()).toList());
        if (mine != null) {
            mine.cancelled = true;
            mine.call().cancel();
        }
    }

    /** Answers one of the other side's calls. */
    void answer(int size) {
        Served theirs = pick(owed());
        if (theirs != null) {
            answer(theirs, size);
        }
    }

    /** The calls of the other side that have no answer. */
    List<Served> owed() {
        return served.values().stream().filter(it -> !it.answered).toList();
    }

    void answer(Served theirs, int size) {
        byte[] answer = bytes(size);
        theirs.answered = true;
        theirs.answer = answer;
        theirs.failed = random.nextInt(5) == 0;
        if (theirs.failed) {
            theirs.call.failure(head -> head.text(Field.INVOCATION, "i" + size), ByteBuffer.wrap(answer));
        } else {
            theirs.call.result(head -> head.text(Field.INVOCATION, "i" + size), ByteBuffer.wrap(answer));
        }
    }

    void leave() {
        if (closed.isEmpty()) {
            left = true;
            session.leave("had enough");
        }
    }

    /** Takes bytes of the other side. */
    void hears(byte[] bytes) {
        session.receive(bytes, 0, bytes.length, now);
    }

    /** Lets time pass, and the turn come that is due. */
    void passes(long nanos) {
        now += nanos;
        while (wakeAt <= now) {
            wakeAt = Long.MAX_VALUE;
            session.tick(now);
        }
        assertThat(asked.values()).as("late, and not told").noneMatch(it -> it.open() && it.deadline <= now);
    }

    /** Bytes that are told apart from others of their size. */
    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) random.nextInt());
        for (int i = 0; i < size; i += 997) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }

    private <T> @Nullable T pick(List<T> of) {
        return of.isEmpty() ? null : of.get(random.nextInt(of.size()));
    }

    // The connection

    @Override
    public void write(byte[] head, int length, ByteBuffer payload) {
        assertThat(hungUp).as("written to after the end").isFalse();
        out.write(head, length, payload);
    }

    @Override
    public boolean full() {
        return out.full();
    }

    @Override
    public void wakeAt(long nanos) {
        assertThat(hungUp).isFalse();
        wakeAt = nanos;
    }

    @Override
    public void close() {
        assertThat(hungUp).isFalse();
        hungUp = true;
    }

    // What it is told

    @Override
    public void ready() {
        assertThat(ready).isFalse();
        ready = true;
    }

    @Override
    public void called(FrameCall call, Fields head, byte[] payload) {
        assertThat(payload.length).isLessThanOrEqualTo(limits.payload());
        serve(new Served(call, head, payload, false));
    }

    @Override
    public void tooLarge(FrameCall call, Fields head) {
        serve(new Served(call, head, new byte[0], true));
    }

    private void serve(Served theirs) {
        alive();
        assertThat(served.put(theirs.call.id(), theirs)).as("called twice").isNull();
    }

    @Override
    public void cancelled(FrameCall call) {
        Served theirs = unanswered(call);
        assertThat(theirs.cancelled).as("cancelled twice").isFalse();
        theirs.cancelled = true;
    }

    @Override
    public void late(FrameCall call) {
        alive();
        Served theirs = unanswered(call);
        assertThat(theirs.late || theirs.cancelled).isFalse();
        assertThat(call.deadline()).isLessThanOrEqualTo(now);
        theirs.late = true;
    }

    private Served unanswered(FrameCall call) {
        Served theirs = Objects.requireNonNull(served.get(call.id()));
        assertThat(theirs.answered).as("told of a call that is answered").isFalse();
        return theirs;
    }

    @Override
    public void leaving(String reason) {
        alive();
        assertThat(theyLeft).isFalse();
        theyLeft = true;
    }

    @Override
    public void stray(String what) {
        alive();
        strays.add(what);
    }

    @Override
    public void closed(String reason) {
        assertThat(hungUp).isTrue();
        assertThat(closed).as("closed twice").isEmpty();
        closed = reason;
    }

    private void alive() {
        assertThat(closed).as("told of anything after the end").isEmpty();
    }

    @Override
    public String toString() {
        return session + ", " + asked.size() + " asked, " + served.size() + " served, strays " + strays + ", closed: "
                + closed;
    }

    /** A call of the other side, as it came, and its answer. */
    static final class Served {

        final FrameCall call;
        final Fields head;
        final byte[] payload;
        final boolean tooLarge;
        boolean cancelled;
        boolean late;
        byte[] answer = {};
        boolean answered;
        boolean failed;

        private Served(FrameCall call, Fields head, byte[] payload, boolean tooLarge) {
            this.call = call;
            this.head = head;
            this.payload = payload;
            this.tooLarge = tooLarge;
        }
    }

    /** A call of this side, and its end; empty while there is none. */
    final class Asked implements FrameListener {

        final byte[] payload;
        boolean cancelled;

        String end = "";

        Fields head = Fields.NONE;
        byte[] answer = {};
        private final long deadline;
        private final boolean saysWhen;
        private @Nullable FrameCall call;

        private Asked(byte[] payload, long deadline, boolean saysWhen) {
            this.payload = payload;
            this.deadline = deadline;
            this.saysWhen = saysWhen;
        }

        /** Whether it has not ended in any way. */
        boolean open() {
            return end.isEmpty() && !cancelled;
        }

        FrameCall call() {
            return Objects.requireNonNull(call);
        }

        @Override
        public void writeHead(FrameWriter head) {
            head.text(Field.INVOCATION, "i" + payload.length);
            if (saysWhen && deadline != Long.MAX_VALUE) {
                head.number(Field.TIMEOUT, (deadline - now) / MILLI);
            }
        }

        private void ends(String how) {
            assertThat(call).as("told before it was called").isNotNull();
            assertThat(end).as("told twice, then: %s", how).isEmpty();
            assertThat(cancelled).as("told after it was cancelled: %s", how).isFalse();
            end = how;
        }

        private void answered(String how, Fields fields, byte[] bytes) {
            alive();
            ends(how);
            assertThat(bytes.length).isLessThanOrEqualTo(limits.payload());
            head = fields;
            answer = bytes;
        }

        @Override
        public void result(Fields fields, byte[] bytes) {
            answered("result", fields, bytes);
        }

        @Override
        public void failure(Fields fields, byte[] bytes) {
            answered("failure", fields, bytes);
        }

        @Override
        public void late() {
            alive();
            ends("late");
            assertThat(deadline).isLessThanOrEqualTo(now);
        }

        @Override
        public void tooLarge() {
            alive();
            ends("too large");
        }

        @Override
        public void lost(String reason) {
            ends("lost: " + reason);
        }
    }
}
