package io.sluice.contract.frames;

import io.sluice.contract.frames.FrameCall.Incoming;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One side of the conversation between runtime and instance, without the connection below it: what bytes come in, what
 * frames go out, which calls are in progress, and what the other side may not do. What it may not do ends the one call
 * or the session, with a reason; nothing that comes in makes it throw. {@code docs/frames.md} states the rules.
 *
 * <p>All methods, and those of its {@link FrameCall}s, are called on one thread. Times are nanoseconds of one clock.
 */
public final class FrameSession {

    /** Which side this is. */
    public enum Side {
        RUNTIME(1),
        INSTANCE(2);

        private final int firstCall;

        Side(int firstCall) {
            this.firstCall = firstCall;
        }
    }

    /** The version of the frames that sessions of this code speak. */
    public static final int VERSION = FrameFormat.VERSION;

    private static final int MAX_STRAYS = 1000;
    private static final int MAX_UNWANTED = 10_000;
    private static final long LAST_PING = 1;

    private enum State {
        GREETING,
        OPEN,
        CLOSED
    }

    private final Side side;
    private final SessionLimits limits;
    private final FrameTransport transport;
    private final FrameHandler handler;
    private final FrameReader reader = new FrameReader();
    private final FrameReader.Sink sink = this::frame;
    private final Frame frame = new Frame();
    private final Outbox outbox;
    private final CallTable calls = new CallTable();
    private final Liveness liveness;
    private final long greetBy;
    private State state = State.GREETING;
    private long nextId;
    private long lastTheirs;
    private int theirs;
    private int unwanted;
    private int strays;
    private boolean leaving;
    private boolean lastHeard;
    private boolean theyLeave;
    private long now;
    private long alarm = Long.MAX_VALUE;

    /** A session on a connection that is there now. */
    public FrameSession(Side side, SessionLimits limits, FrameTransport transport, FrameHandler handler, long now) {
        this.side = side;
        this.limits = limits;
        this.transport = transport;
        this.handler = handler;
        this.now = now;
        this.nextId = side.firstCall;
        this.outbox = new Outbox(transport, this::forgetIfOver);
        this.liveness = new Liveness(limits, now);
        this.greetBy = now + limits.hello().toNanos();
    }

    /** Begins it; the runtime's side says hello first. */
    public void start() {
        if (side == Side.RUNTIME) {
            sayHello();
        }
        arm(greetBy);
    }

    private void sayHello() {
        outbox.begin(FrameKind.HELLO, 0)
                .number(Field.FIRST_VERSION, FrameFormat.VERSION)
                .number(Field.LAST_VERSION, FrameFormat.VERSION);
        outbox.send();
    }

    // What this side does

    /** Whether a call may be made now. */
    public boolean takesCalls() {
        return state == State.OPEN && !theyLeave;
    }

    /**
     * Calls the other side; only while {@link #takesCalls}.
     *
     * @param payload not to be written to until the call has ended
     * @param deadline when the listener is told that it is late
     * @throws IllegalArgumentException when the call's fields are longer than a head may be; nothing was sent
     */
    public FrameCall call(FrameListener listener, ByteBuffer payload, long deadline, long at) {
        if (!takesCalls()) {
            throw new IllegalStateException("a call on a session that takes none: " + this);
        }
        now = at;
        listener.writeHead(outbox.begin(FrameKind.CALL, nextId));
        if (calls.size() == 0) {
            liveness.owes(at);
        }
        FrameCall call = new FrameCall(this, nextId, listener, deadline);
        nextId += 2;
        calls.add(call);
        outbox.send(call, payload);
        arm(Math.min(deadline, liveness.next()));
        return call;
    }

    void cancel(FrameCall call) {
        if (call.isCancelled() || !call.receives() || state == State.CLOSED) {
            return;
        }
        call.cancelled();
        call.unwanted(true);
        call.stopSending();
        outbox.signal(FrameKind.CANCEL, call.id());
        if (++unwanted > MAX_UNWANTED) {
            fail("more than " + MAX_UNWANTED + " calls that were cancelled have not ended");
        }
    }

    void answer(FrameCall call, FrameKind kind, HeadSource fields, ByteBuffer payload) {
        call.requireUnanswered();
        if (state == State.CLOSED || call.isCancelled()) {
            dropAnswer(call);
            return;
        }
        fields.writeHead(outbox.begin(kind, call.id())); // May throw: the call can still be answered otherwise.
        call.answering();
        outbox.send(call, payload);
        forgetIfOver(call);
    }

    private void dropAnswer(FrameCall call) {
        call.answering();
        if (state != State.CLOSED) {
            call.stopSending();
            outbox.signal(FrameKind.FAILURE, call.id());
            forgetIfOver(call);
        }
    }

    /** The connection has room again. */
    public void writable() {
        if (state == State.OPEN) {
            outbox.pump();
        }
    }

    /**
     * Says that this side takes no more calls, but for those that are under way to it. When all are over, the
     * connection is closed.
     */
    public void leave(String reason) {
        if (state == State.CLOSED || leaving) {
            return;
        }
        leaving = true;
        sayGoodbye(reason);
        outbox.signal(FrameKind.PING, LAST_PING);
    }

    private void sayGoodbye(String reason) {
        outbox.begin(FrameKind.GOODBYE, 0).text(Field.REASON, reason.substring(0, Math.min(1000, reason.length())));
        outbox.send();
    }

    /** Ends the session for that reason, which the other side is told. */
    public void fail(String reason) {
        if (state != State.CLOSED) {
            sayGoodbye(reason);
            end(reason);
        }
    }

    // What comes in

    /** Takes bytes as they come. */
    public void receive(byte[] bytes, int from, int length, long at) {
        if (state == State.CLOSED) {
            return;
        }
        now = at;
        liveness.heard(at);
        try {
            reader.read(bytes, from, length, sink);
        } catch (BrokenFrame broken) {
            fail(broken.reason());
        }
    }

    /** The connection has ended. */
    public void ended() {
        end(reader.atFrameEnd() ? "the connection was closed" : "the connection was cut off in the middle of a frame");
    }

    private void frame(byte[] bytes, int at) throws BrokenFrame {
        if (state == State.CLOSED || !frame.read(bytes, at)) {
            return;
        }
        if (state == State.GREETING) {
            greeted();
            return;
        }
        switch (frame.kind()) {
            case HELLO -> throw new BrokenFrame("a second HELLO");
            case CALL -> called();
            case RESULT -> answer(Incoming.RESULT);
            case FAILURE -> answer(Incoming.FAILURE);
            case CHUNK -> chunk();
            case WINDOW -> credit();
            case CANCEL -> cancelled();
            case PING -> outbox.signal(FrameKind.PONG, frame.call());
            case PONG -> pong();
            case GOODBYE -> goodbye();
        }
    }

    private void greeted() throws BrokenFrame {
        Fields fields = frame.fields();
        if (frame.kind() == FrameKind.GOODBYE) {
            throw new BrokenFrame("the other side refused: " + fields.text(Field.REASON));
        }
        if (frame.kind() != FrameKind.HELLO) {
            throw new BrokenFrame("the first frame must be a HELLO, was a " + frame.kind());
        }
        long first = fields.number(Field.FIRST_VERSION, -1);
        long last = fields.number(Field.LAST_VERSION, -1);
        if (first < 0 || first > FrameFormat.VERSION || last < FrameFormat.VERSION) {
            throw new BrokenFrame("the other side speaks versions " + first + " to " + last + " of the frames, this one"
                    + " speaks version " + FrameFormat.VERSION);
        }
        state = State.OPEN;
        if (side == Side.INSTANCE) {
            sayHello();
        }
        handler.ready();
    }

    private void called() throws BrokenFrame {
        long id = frame.call();
        boolean theirParity = (id & 1) != (side.firstCall & 1);
        if (!theirParity || id <= lastTheirs) {
            throw new BrokenFrame(
                    "a CALL has the id " + id + ": theirs go up by twos, and the last one was " + lastTheirs);
        }
        if (theirs >= limits.calls()) {
            throw new BrokenFrame("more than " + limits.calls() + " calls in progress");
        }
        lastTheirs = id;
        theirs++;
        FrameCall call = new FrameCall(this, id, null, deadline(frame.fields()));
        call.head(frame.fields());
        calls.add(call);
        arm(call.deadline());
        payload(call);
    }

    private long deadline(Fields fields) {
        long millis = fields.number(Field.TIMEOUT, Long.MAX_VALUE);
        return millis < 0 || millis > Integer.MAX_VALUE ? Long.MAX_VALUE : now + millis * 1_000_000;
    }

    private void answer(Incoming what) throws BrokenFrame {
        FrameCall call = calls.get(frame.call());
        if (call == null || !call.awaitsAnswer()) {
            stray("an answer came to call " + frame.call() + ", which waits for none");
            return;
        }
        outbox.abort(call); // The other side has heard enough of a payload that is still being sent.
        if (call.answerBegins(what, frame.fields())) {
            payload(call);
        } else {
            dropped(call);
        }
    }

    private void chunk() throws BrokenFrame {
        FrameCall call = calls.get(frame.call());
        if (call == null || !call.takesChunks()) {
            stray("a piece of a payload came for call " + frame.call() + ", which waits for none");
        } else if (call.gathering() == null) {
            dropped(call);
        } else if (frame.abort()) {
            aborted(call);
        } else {
            payload(call);
        }
    }

    /** What comes to a call that wants no more: without credit, not much can follow. */
    private void dropped(FrameCall call) {
        call.unwanted(frame.more());
        forgetIfOver(call);
    }

    /** Takes the frame's payload, the whole or a piece, for a call that wants it. */
    private void payload(FrameCall call) throws BrokenFrame {
        Gathering gathering = call.gathering();
        int before = gathering == null ? 0 : gathering.length();
        if (before + frame.payloadSize() > limits.payload() || !hasRoom(call)) {
            tooLarge(call);
        } else if (gathering == null && !frame.more()) {
            deliver(call, frame.payload());
        } else {
            gather(call, gathering == null ? call.gather() : gathering);
        }
    }

    private boolean hasRoom(FrameCall call) {
        FrameListener listener = call.listener();
        return listener == null || listener.hasRoomFor(frame.payloadSize());
    }

    private void gather(FrameCall call, Gathering gathering) throws BrokenFrame {
        frame.addTo(gathering);
        if (!frame.more()) {
            deliver(call, gathering.whole());
            return;
        }
        int credit = gathering.credit();
        if (credit > 0) {
            outbox.begin(FrameKind.WINDOW, call.id()).number(Field.CREDIT, credit);
            outbox.send();
        }
    }

    private void deliver(FrameCall call, byte[] payload) {
        Incoming what = call.incoming();
        call.received();
        forgetIfOver(call);
        FrameListener listener = call.listener();
        if (listener == null) {
            handler.called(call, call.head(), payload);
        } else if (what == Incoming.RESULT) {
            listener.result(call.head(), payload);
        } else {
            listener.failure(call.head(), payload);
        }
    }

    private void tooLarge(FrameCall call) {
        FrameListener listener = call.listener();
        if (listener == null) {
            call.unwanted(frame.more());
            handler.tooLarge(call, call.head());
            return;
        }
        if (frame.more()) {
            cancel(call);
        } else {
            dropped(call);
        }
        listener.tooLarge();
    }

    /** The rest of a payload will not come. */
    private void aborted(FrameCall call) {
        call.received();
        FrameListener listener = call.listener();
        if (listener == null) {
            undelivered(call);
        } else {
            forgetIfOver(call);
            listener.lost("its answer was broken off");
        }
    }

    /** A call that this side's function will never see. */
    private void undelivered(FrameCall call) {
        call.cancelled();
        answer(call, FrameKind.FAILURE, head -> {}, Outbox.NOTHING);
    }

    private void credit() throws BrokenFrame {
        long credit = frame.fields().number(Field.CREDIT, -1);
        if (credit < 1 || credit > Integer.MAX_VALUE) {
            throw new BrokenFrame("a WINDOW gives a credit of " + credit + " bytes");
        }
        FrameCall call = calls.get(frame.call());
        if (call != null) { // Else the last of the payload was under way already.
            outbox.credit(call, credit);
        }
    }

    private void cancelled() {
        FrameCall call = calls.get(frame.call());
        if (call == null || call.mine() || call.isCancelled()) {
            return; // It was answered before the other side's wish was here.
        }
        boolean delivered = call.gathering() == null;
        call.cancelled();
        call.received();
        if (call.answered()) {
            outbox.abort(call);
            forgetIfOver(call);
        } else if (delivered) {
            handler.cancelled(call);
        } else {
            undelivered(call);
        }
    }

    private void pong() {
        if (frame.call() == LAST_PING) {
            lastHeard = true;
            closeIfLeft();
        }
    }

    private void goodbye() {
        theyLeave = true;
        handler.leaving(String.valueOf(frame.fields().text(Field.REASON)));
    }

    private void stray(String what) throws BrokenFrame {
        if (++strays > MAX_STRAYS) {
            throw new BrokenFrame("more than " + MAX_STRAYS + " frames that belong to nothing; the last: " + what);
        }
        handler.stray(what);
    }

    private void forgetIfOver(FrameCall call) {
        if (call.over()) {
            calls.remove(call.id());
            if (!call.mine()) {
                theirs--;
            } else if (call.isCancelled()) {
                unwanted--;
            }
            closeIfLeft();
        }
    }

    private void closeIfLeft() {
        if (leaving && lastHeard && calls.size() == 0) {
            end("this side has left");
        }
    }

    // Time and the end

    /** Does what is due; asks for its next turn itself. */
    public void tick(long at) {
        now = at;
        alarm = Long.MAX_VALUE;
        if (state == State.GREETING) {
            greetTick();
        } else if (state == State.OPEN) {
            lateCalls();
            pingTick();
        }
    }

    private void greetTick() {
        if (now >= greetBy) {
            fail("no HELLO within " + limits.hello().toMillis() + " ms");
        } else {
            arm(greetBy);
        }
    }

    private void lateCalls() {
        long next = Long.MAX_VALUE;
        for (FrameCall call : calls.all()) {
            if (call.deadline() > now) {
                next = Math.min(next, call.deadline());
            } else if (!call.isCancelled() && !call.isLate()) {
                late(call);
            }
        }
        arm(next);
    }

    private void late(FrameCall call) {
        call.becomesLate();
        FrameListener listener = call.listener();
        if (listener != null) {
            if (call.receives()) {
                cancel(call);
                listener.late();
            }
        } else if (call.gathering() != null) {
            call.unwanted(true);
            undelivered(call);
        } else if (!call.answered()) {
            handler.late(call);
        }
    }

    private void pingTick() {
        if (state != State.OPEN || calls.size() == 0) {
            return;
        }
        if (liveness.dead(now)) {
            fail("it hangs: no sign of life within " + limits.pingTimeout().toMillis()
                    + " ms after it was asked for one");
            return;
        }
        if (liveness.ask(now)) {
            outbox.signal(FrameKind.PING, 0);
        }
        arm(liveness.next());
    }

    private void arm(long at) {
        if (at < alarm) {
            alarm = at;
            transport.wakeAt(at);
        }
    }

    private void end(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        outbox.close();
        handler.closed(reason);
        for (FrameCall call : calls.all()) {
            calls.remove(call.id());
            lose(call, reason);
        }
    }

    private void lose(FrameCall call, String reason) {
        boolean waits = call.receives() && !call.isCancelled();
        boolean delivered = call.gathering() == null;
        call.received();
        call.stopSending();
        FrameListener listener = call.listener();
        if (listener != null && waits) {
            listener.lost(reason);
        } else if (listener == null && delivered && !call.answered() && !call.isCancelled()) {
            call.cancelled();
            handler.cancelled(call);
        }
    }

    /** How many calls are in progress, those included that nobody waits for any more. */
    public int inProgress() {
        return calls.size();
    }

    /** The call of either side with that id, if it is in progress. */
    public @Nullable FrameCall find(long id) {
        return calls.get(id);
    }

    /** Whether it is over. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    @Override
    public String toString() {
        return side + " " + state + ", " + calls.size() + " calls in progress";
    }
}
