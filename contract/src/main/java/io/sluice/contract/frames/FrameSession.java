package io.sluice.contract.frames;

import io.sluice.contract.frames.FrameCall.Incoming;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One side of the conversation between runtime and instance, without the connection below it: what bytes come in, what
 * frames go out, which calls are in progress, and what the other side may not do. What it may not do ends the one call
 * or the session, with a reason; nothing that comes in makes it throw. {@code docs/frames.md} states the rules.
 *
 * <p>All methods, and those of its {@link FrameCall}s, are called on one thread. Times are nanoseconds of one clock that
 * doesn't overflow, such as {@link System#nanoTime}; {@link Long#MAX_VALUE} is never.
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

    /** How long the other side may take nothing of an answer before the rest is dropped. */
    static final long ANSWER_PATIENCE = 30_000_000_000L;

    static final int MAX_STRAYS = 1000;
    static final int MAX_UNWANTED = 10_000;
    private static final long LAST_PING = 1;

    /** Stands for a time that is counted from the next turn on, for want of a clock. */
    private static final long FROM_NEXT_TURN = Long.MIN_VALUE;

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
    private final Gatherings gatherings;
    private final CallTable calls = new CallTable();
    private final Liveness liveness;
    private final Parting parting;
    private final long greetBy;
    private State state = State.GREETING;
    private long nextId;
    private long lastTheirs;
    private long theyTake;
    private boolean takesReferences;
    private int theirs;
    private int unwanted;
    private int strays;
    private long now;
    private long alarm = Long.MAX_VALUE;
    private boolean inTurn;
    private boolean itemsWait;
    private @Nullable RuntimeException thrown;

    /** A session on a connection that is there now. */
    public FrameSession(Side side, SessionLimits limits, FrameTransport transport, FrameHandler handler, long now) {
        this.side = side;
        this.limits = limits;
        this.transport = transport;
        this.handler = handler;
        this.now = now;
        this.nextId = side.firstCall;
        this.outbox = new Outbox(transport, this::forgetIfOver);
        this.gatherings = new Gatherings(limits.payload(), this::giveCredit);
        this.liveness = new Liveness(limits, now);
        this.parting = new Parting(limits.pingTimeout().toNanos());
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
        FrameWriter hello = outbox.begin(FrameKind.HELLO, 0)
                .number(Field.FIRST_VERSION, FrameFormat.VERSION)
                .number(Field.LAST_VERSION, FrameFormat.VERSION)
                .number(Field.CALLS, limits.calls());
        if (limits.references()) {
            hello.number(Field.REFERENCES, 1);
        }
        outbox.send();
    }

    // What this side does

    /** Whether a call may be made now: both sides are there, and the other takes one more. */
    public boolean takesCalls() {
        return state == State.OPEN && !parting.theyLeave() && mine() < theyTake && !outbox.overfull();
    }

    /** Whether the other side takes payloads by {@link Field#REFERENCE}. */
    public boolean takesReferences() {
        return takesReferences;
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
        FrameWriter head = outbox.begin(FrameKind.CALL, nextId);
        listener.writeHead(head);
        int items = listener.itemRoom();
        if (items > 0) {
            head.number(Field.ITEMS, items);
        }
        if (mine() == 0) {
            liveness.owes(at);
        }
        FrameCall call = new FrameCall(this, nextId, listener, deadline);
        call.addItemRoom(items);
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
        outbox.drop(call);
        outbox.signal(FrameKind.CANCEL, call.id());
        if (++unwanted > MAX_UNWANTED) {
            arm(now);
        }
    }

    void answer(FrameCall call, FrameKind kind, HeadSource fields, ByteBuffer payload) {
        call.requireUnanswered();
        if (state == State.CLOSED) {
            call.answering();
        } else if (call.isCancelled()) {
            answerNothing(call);
        } else {
            fields.writeHead(outbox.begin(kind, call.id()));
            call.answering();
            outbox.send(call, payload);
            if (call.answerLeaves()) {
                call.due(FROM_NEXT_TURN);
                arm(now);
            }
            forgetIfOver(call);
        }
    }

    /** The answer to a call that nobody waits for: it is over, and that is all. */
    private void answerNothing(FrameCall call) {
        call.answering();
        call.stopSending();
        outbox.signal(FrameKind.FAILURE, call.id());
        forgetIfOver(call);
    }

    void takeItems(FrameCall call, int frames) {
        if (state == State.OPEN && call.awaitsAnswer() && !call.isCancelled()) {
            call.addItemRoom(frames);
            outbox.begin(FrameKind.TAKEN, call.id()).number(Field.ITEMS, frames);
            outbox.send();
        }
    }

    boolean hasItemRoom() {
        itemsWait |= outbox.full();
        return !outbox.full();
    }

    void item(FrameCall call, HeadSource fields, ByteBuffer payload, boolean more) {
        call.requireUnanswered();
        if (payload.remaining() > FrameFormat.MAX_PAYLOAD || !call.useItemRoom()) {
            throw new IllegalStateException(
                    "an item of call " + call.id() + " has no room, or too many bytes: " + payload.remaining());
        }
        if (state != State.CLOSED && !call.isCancelled()) {
            fields.writeHead(outbox.begin(FrameKind.ITEM, call.id()));
            outbox.send(more, payload);
        }
    }

    /** The connection has room again. */
    public void writable() {
        if (state == State.OPEN) {
            inTurn = true;
            outbox.pump();
            if (itemsWait) {
                itemsWait = false;
                calls.all().forEach(call -> guarded(() -> tellItemRoom(call)));
            }
            settle();
        }
    }

    /**
     * Says that this side takes no more calls, but for those that are under way to it. When all are over, the
     * connection is closed. For how long calls may go on is up to this side: {@link #fail} ends what is left.
     */
    public void leave(String reason) {
        if (state == State.CLOSED || parting.leaving()) {
            return;
        }
        parting.leave(reason);
        if (state == State.OPEN) {
            sayGoodbye(reason);
            outbox.signal(FrameKind.PING, LAST_PING);
        }
        arm(now);
    }

    private void sayGoodbye(String reason) {
        outbox.begin(FrameKind.GOODBYE, 0).text(Field.REASON, Parting.clip(reason));
        outbox.send();
    }

    /** Ends the session for that reason, which the other side is told. */
    public void fail(String reason) {
        finish(reason);
        if (!inTurn) {
            settle();
        }
    }

    private void finish(String reason) {
        if (state != State.CLOSED) {
            sayGoodbye(reason);
            end(reason);
        }
    }

    private void tellItemRoom(FrameCall call) {
        if (!call.mine() && !call.answered() && !call.isCancelled() && call.hasItemRoom()) {
            handler.itemRoom(call);
        }
    }

    // What comes in

    /** Takes bytes as they come. */
    public void receive(byte[] bytes, int from, int length, long at) {
        if (state == State.CLOSED) {
            return;
        }
        inTurn = true;
        now = at;
        liveness.heard(at);
        try {
            reader.read(bytes, from, length, sink);
        } catch (BrokenFrame broken) {
            finish(broken.reason());
        } catch (Error error) { // What was left of these bytes is lost, so that the next would be misread.
            finish("an error on this side: " + error);
            inTurn = false;
            throw error;
        }
        settle();
    }

    /** The connection has ended. */
    public void ended() {
        inTurn = true;
        if (!reader.atFrameEnd()) {
            end("the connection was cut off in the middle of a frame");
        } else if (parting.theyLeave()) {
            end("the connection was closed: " + parting.theirReason());
        } else {
            end("the connection was closed");
        }
        settle();
    }

    private void frame(byte[] bytes, int at) throws BrokenFrame {
        if (state == State.CLOSED || !frame.read(bytes, at)) {
            return;
        }
        try {
            if (state == State.GREETING) {
                greeted();
            } else {
                happened();
            }
        } catch (RuntimeException mishap) {
            keep(mishap);
        }
        if (outbox.overfull()) {
            throw new BrokenFrame(
                    "it sends and doesn't read: more than " + Outbox.MOST_WAITING + " bytes wait to be sent to it");
        }
    }

    private void happened() throws BrokenFrame {
        switch (frame.kind()) {
            case HELLO -> throw new BrokenFrame("a second HELLO");
            case CALL -> called();
            case RESULT -> answered(Incoming.RESULT);
            case FAILURE -> answered(Incoming.FAILURE);
            case CHUNK -> chunk();
            case WINDOW -> credit();
            case CANCEL -> cancelled();
            case PING -> outbox.signal(FrameKind.PONG, frame.call());
            case PONG -> pong();
            case GOODBYE -> goodbye();
            case ITEM -> item();
            case TAKEN -> taken();
        }
    }

    private void greeted() throws BrokenFrame {
        Fields fields = frame.fields();
        if (frame.kind() == FrameKind.GOODBYE) {
            throw new BrokenFrame("the other side refused: " + Parting.legible(fields.text(Field.REASON)));
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
        if (parting.leaving()) {
            finish(parting.reason());
            return;
        }
        theyTake = fields.number(Field.CALLS, Long.MAX_VALUE);
        takesReferences = fields.number(Field.REFERENCES, 0) == 1;
        state = State.OPEN;
        if (side == Side.INSTANCE) {
            sayHello();
        }
        handler.ready();
    }

    private void called() throws BrokenFrame {
        long id = frame.call();
        if (!isTheirs(id) || id <= lastTheirs) {
            throw new BrokenFrame("a CALL has the id " + id + ": theirs are " + (side == Side.RUNTIME ? "even" : "odd")
                    + " and rise, and the last one was " + lastTheirs);
        }
        if (theirs >= limits.calls()) {
            throw new BrokenFrame("more than " + limits.calls() + " calls in progress");
        }
        if (parting.heard()) {
            throw new BrokenFrame("call " + id + " was made after the goodbye had been heard");
        }
        lastTheirs = id;
        theirs++;
        FrameCall call = new FrameCall(this, id, null, deadline(frame.fields()));
        call.head(frame.fields());
        call.addItemRoom(frame.fields().number(Field.ITEMS, 0));
        calls.add(call);
        arm(call.deadline());
        payload(call);
    }

    /** Whether ids like that are given by the other side. */
    private boolean isTheirs(long id) {
        return (id & 1) != (side.firstCall & 1);
    }

    /** Whether there was a call of that id, so that a frame may have been under way when it ended. */
    private boolean isOver(long id) {
        return id > 0 && (isTheirs(id) ? id <= lastTheirs : id < nextId);
    }

    private long deadline(Fields fields) {
        long millis = fields.number(Field.TIMEOUT, Long.MAX_VALUE);
        return millis > Integer.MAX_VALUE ? Long.MAX_VALUE : now + millis * 1_000_000;
    }

    private void answered(Incoming what) throws BrokenFrame {
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

    private void item() throws BrokenFrame {
        FrameCall call = calls.get(frame.call());
        FrameListener listener = call == null ? null : call.listener();
        if (call == null || listener == null || !call.awaitsAnswer()) {
            stray("an item came of call " + frame.call() + ", which waits for none");
        } else if (!call.isCancelled()) {
            if (!call.useItemRoom()) {
                throw new BrokenFrame("an item of call " + frame.call() + " came without room for it");
            }
            listener.item(frame.fields(), frame.payload(), frame.more());
        }
    }

    private void taken() throws BrokenFrame {
        long frames = frame.fields().number(Field.ITEMS, -1);
        if (frames < 1 || frames > Integer.MAX_VALUE) {
            throw new BrokenFrame("a TAKEN makes room for " + frames + " items");
        }
        FrameCall call = calls.get(frame.call());
        if (call != null && !call.mine()) {
            call.addItemRoom(frames);
            tellItemRoom(call);
        } else if (call != null || !isOver(frame.call())) {
            stray("items were taken of call " + frame.call() + ", which was never made");
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
        long before = gathering == null ? 0 : gathering.length();
        if (before + frame.payloadSize() > limits.payload() || !hasRoom(call)) {
            tooLarge(call);
        } else if (gathering == null && !frame.more()) {
            deliver(call, frame.payload());
        } else {
            gather(call, gathering == null ? call.gather(gatherings) : gathering);
        }
    }

    private boolean hasRoom(FrameCall call) {
        FrameListener listener = call.listener();
        return listener == null || listener.hasRoomFor(frame.payloadSize());
    }

    private void gather(FrameCall call, Gathering gathering) throws BrokenFrame {
        frame.addTo(gathering);
        if (frame.more()) {
            gatherings.goesOn(gathering);
        } else {
            deliver(call, gathering.whole());
        }
    }

    private void giveCredit(FrameCall call, int bytes) {
        outbox.begin(FrameKind.WINDOW, call.id()).number(Field.CREDIT, bytes);
        outbox.send();
    }

    private void deliver(FrameCall call, byte[] payload) {
        Incoming what = call.incoming();
        Fields head = call.takeHead();
        call.received();
        forgetIfOver(call);
        FrameListener listener = call.listener();
        if (listener == null) {
            handler.called(call, head, payload);
        } else if (what == Incoming.RESULT) {
            listener.result(head, payload);
        } else {
            listener.failure(head, payload);
        }
    }

    private void tooLarge(FrameCall call) {
        FrameListener listener = call.listener();
        if (listener == null) {
            call.unwanted(frame.more());
            handler.tooLarge(call, call.takeHead());
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
            call.cancelled();
            answerNothing(call);
        } else {
            forgetIfOver(call);
            listener.lost("its answer was broken off");
        }
    }

    private void credit() throws BrokenFrame {
        long credit = frame.fields().number(Field.CREDIT, -1);
        if (credit < 1 || credit > Integer.MAX_VALUE) {
            throw new BrokenFrame("a WINDOW gives a credit of " + credit + " bytes");
        }
        FrameCall call = calls.get(frame.call());
        if (call != null) {
            if (call.answerLeaves()) {
                call.due(now + ANSWER_PATIENCE);
            }
            outbox.credit(call, credit);
        } else if (!isOver(frame.call())) {
            stray("credit came for call " + frame.call() + ", which was never made");
        }
    }

    private void cancelled() throws BrokenFrame {
        long id = frame.call();
        FrameCall call = calls.get(id);
        if (!isTheirs(id) || call == null && !isOver(id)) {
            stray("call " + id + " was cancelled, which the other side has not made");
        } else if (call != null) { // Else it was answered before the other side's wish was here.
            cancelled(call);
        }
    }

    private void cancelled(FrameCall call) {
        boolean delivered = call.gathering() == null;
        call.received(); // Of a call that it has cancelled, the other side sends nothing more.
        if (call.answered()) {
            outbox.abort(call);
            forgetIfOver(call);
        } else if (!call.isCancelled()) {
            call.cancelled();
            if (delivered) {
                handler.cancelled(call);
            } else {
                answerNothing(call);
            }
        }
    }

    private void pong() throws BrokenFrame {
        if (frame.call() == LAST_PING ? !parting.answered() : frame.call() != 0) {
            stray("a PONG came to PING " + frame.call() + ", which was not sent");
        }
    }

    private void goodbye() {
        if (parting.theyLeave(frame.fields().text(Field.REASON))) {
            handler.leaving(parting.theirReason());
        }
    }

    private void stray(String what) throws BrokenFrame {
        if (++strays > MAX_STRAYS) {
            throw new BrokenFrame("more than " + MAX_STRAYS + " frames that belong to nothing; the last: " + what);
        }
        handler.stray(what);
    }

    private void forgetIfOver(FrameCall call) {
        if (call.over() && calls.remove(call.id())) {
            if (!call.mine()) {
                theirs--;
            } else if (call.isCancelled()) {
                unwanted--;
            }
            if (parting.leaving() && calls.size() == 0) {
                arm(now);
            }
        }
    }

    // Time and the end

    /** Does what is due; asks for its next turn itself. */
    public void tick(long at) {
        inTurn = true;
        now = at;
        alarm = Long.MAX_VALUE;
        if (state == State.GREETING) {
            greetTick();
        } else if (unwanted > MAX_UNWANTED) {
            finish("more than " + MAX_UNWANTED + " calls that were cancelled have not ended");
        } else {
            dueCalls();
            partingTick();
            pingTick();
        }
        settle();
    }

    private void greetTick() {
        if (parting.leaving()) {
            finish(parting.reason());
        } else if (now >= greetBy) {
            finish("no HELLO within " + limits.hello().toMillis() + " ms");
        } else {
            arm(greetBy);
        }
    }

    private void dueCalls() {
        long next = Long.MAX_VALUE;
        for (FrameCall call : calls.all()) {
            if (call.due() == FROM_NEXT_TURN) {
                call.due(now + ANSWER_PATIENCE);
            }
            if (call.due() > now) {
                next = Math.min(next, call.due());
            } else if (state == State.OPEN) {
                call.due(Long.MAX_VALUE);
                guarded(() -> due(call));
            }
        }
        arm(next);
    }

    private void due(FrameCall call) throws BrokenFrame {
        FrameListener listener = call.listener();
        if (listener != null) {
            if (call.receives() && !call.isCancelled()) {
                cancel(call);
                listener.late();
            }
        } else if (call.answerLeaves()) {
            outbox.abort(call);
            forgetIfOver(call);
            stray("nothing was taken of the answer to call " + call.id() + " for " + ANSWER_PATIENCE / 1_000_000_000
                    + " s; the rest was dropped");
        } else if (call.gathering() != null) {
            call.unwanted(true);
            answer(call, FrameKind.FAILURE, FrameSession::lateRequest, Outbox.NOTHING);
        } else if (!call.answered() && !call.isCancelled()) {
            handler.late(call);
        }
    }

    private static void lateRequest(FrameWriter head) {
        head.text(Field.REASON, "the time for the call was over before all of it had come");
    }

    private void partingTick() {
        if (state != State.OPEN || !parting.leaving() || parting.heard()) {
            return;
        }
        if (now >= parting.until(now)) {
            finish("it did not answer the goodbye within "
                    + limits.pingTimeout().toMillis() + " ms");
        } else {
            arm(parting.until(now));
        }
    }

    private void pingTick() {
        if (state != State.OPEN || mine() == 0) {
            return;
        }
        if (liveness.dead(now)) {
            finish("it hangs: no sign of life within " + limits.pingTimeout().toMillis()
                    + " ms after it was asked for one");
            return;
        }
        if (liveness.ask(now)) {
            outbox.signal(FrameKind.PING, 0);
        }
        arm(liveness.next());
    }

    private void arm(long at) {
        if (at < alarm && state != State.CLOSED) {
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
        gatherings.close();
        guarded(() -> handler.closed(reason));
        for (FrameCall call : calls.all()) {
            calls.remove(call.id());
            guarded(() -> lose(call, reason));
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

    // What this side's own code throws

    private interface Step {
        void run() throws BrokenFrame;
    }

    /** Does one thing of several; those that follow are done whatever it throws. */
    private void guarded(Step step) {
        try {
            step.run();
        } catch (BrokenFrame broken) {
            finish(broken.reason());
        } catch (RuntimeException mishap) {
            keep(mishap);
        }
    }

    private void keep(RuntimeException mishap) {
        if (thrown == null) {
            thrown = mishap;
        } else {
            thrown.addSuppressed(mishap);
        }
    }

    /** What ends a turn: the session goes when it has nothing left to do, and what was thrown on the way comes out. */
    private void settle() {
        if (parting.heard() && calls.size() == 0) {
            end("this side has left: " + parting.reason());
        }
        inTurn = false;
        RuntimeException mishap = thrown;
        thrown = null;
        if (mishap != null) {
            throw mishap;
        }
    }

    /** Calls of this side in progress. */
    private int mine() {
        return calls.size() - theirs;
    }

    /** How many calls are in progress, those included that nobody waits for any more. */
    public int inProgress() {
        return calls.size();
    }

    /** The call of either side with that id, if it is in progress. */
    public @Nullable FrameCall find(long id) {
        return calls.get(id);
    }

    /** How many payloads are on their way in, in pieces. */
    int gathering() {
        return gatherings.size();
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
