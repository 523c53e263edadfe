package io.sluice.contract.frames;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a {@link FrameSession}, from its first frame until both sides have sent their last. It belongs to the
 * session's thread.
 */
public final class FrameCall {

    /** What is still to come from the other side. */
    enum Incoming {
        /** The answer to a call of this side. */
        ANSWER,
        /** The rest of a result, a failure or a request. */
        RESULT,
        FAILURE,
        REQUEST,
        /** Something that is dropped as it comes. */
        UNWANTED,
        NOTHING
    }

    /** The most bytes of one frame of an item. */
    public static final int ITEM_BYTES = FrameFormat.MAX_PAYLOAD;

    private final FrameSession session;
    private final long id;
    private final @Nullable FrameListener listener;
    private final long deadline;
    private Fields head = Fields.NONE;
    private Incoming incoming;
    private @Nullable Gathering gathering;
    private boolean answerSeen;
    private boolean answered;
    private boolean cancelled;
    private long due;
    private boolean sendOpen = true;
    private ByteBuffer unsent = Outbox.NOTHING;
    private int credit = FrameFormat.WINDOW;
    private int itemRoom;
    private boolean itemsAsked;
    private @Nullable Object attachment;

    FrameCall(FrameSession session, long id, @Nullable FrameListener listener, long deadline) {
        this.session = session;
        this.id = id;
        this.listener = listener;
        this.deadline = deadline;
        this.due = deadline;
        this.incoming = listener == null ? Incoming.REQUEST : Incoming.ANSWER;
    }

    /** Its id, unique in its session. */
    public long id() {
        return id;
    }

    /** When it must have ended, in nanoseconds of the session's clock; {@link Long#MAX_VALUE} when nobody said. */
    public long deadline() {
        return deadline;
    }

    /** Whether nobody waits for it any more. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Gives up waiting for the answer to a call of this side; the other side is told. */
    public void cancel() {
        if (!mine()) {
            throw new IllegalStateException("call " + id + " is cancelled by the side that called; answer it");
        }
        session.cancel(this);
    }

    /**
     * Answers a call of the other side with a result; the payload is not to be written to until it has left.
     *
     * @throws IllegalArgumentException when the fields are longer than a head may be; nothing was sent, and an answer is
     *     still owed
     */
    public void result(HeadSource fields, ByteBuffer payload) {
        session.answer(this, FrameKind.RESULT, fields, payload);
    }

    /** Answers a call of the other side with a failure; otherwise as {@link #result}. */
    public void failure(HeadSource fields, ByteBuffer payload) {
        session.answer(this, FrameKind.FAILURE, fields, payload);
    }

    /** Takes so many more frames of items of a call of this side. */
    public void takeItems(int frames) {
        session.takeItems(this, frames);
    }

    /** Whether a call of the other side may be sent a frame of an item now; {@link FrameHandler#itemRoom} tells when. */
    public boolean hasItemRoom() {
        return itemRoom > 0 && session.hasItemRoom();
    }

    /** Whether the other side takes items at all. */
    public boolean takesItems() {
        return itemsAsked;
    }

    /**
     * Sends an item of the result of a call of the other side, or a piece of one; only while {@link #hasItemRoom}.
     *
     * @param payload at most {@link #ITEM_BYTES}; not to be written to until it has left
     * @param more whether the item goes on in the next one
     */
    public void item(HeadSource fields, ByteBuffer payload, boolean more) {
        session.item(this, fields, payload, more);
    }

    /** Keeps something of this side's own with the call. */
    public void attach(@Nullable Object own) {
        attachment = own;
    }

    /** What was kept with it. */
    public @Nullable Object attachment() {
        return attachment;
    }

    // The caller's side

    @Nullable
    FrameListener listener() {
        return listener;
    }

    /** Whether this side called. */
    boolean mine() {
        return listener != null;
    }

    boolean awaitsAnswer() {
        return mine() && !answerSeen;
    }

    /** The answer has begun; true when it is still wanted. */
    boolean answerBegins(Incoming what, Fields fields) {
        answerSeen = true;
        if (incoming == Incoming.UNWANTED) {
            return false;
        }
        incoming = what;
        head = fields;
        return true;
    }

    // What comes in

    /** The head that it began with, or that its answer began with; not kept any longer. */
    Fields takeHead() {
        Fields taken = head;
        head = Fields.NONE;
        return taken;
    }

    void head(Fields fields) {
        head = fields;
    }

    Incoming incoming() {
        return incoming;
    }

    boolean receives() {
        return incoming != Incoming.NOTHING;
    }

    /** Whether pieces of a payload may come. */
    boolean takesChunks() {
        return receives() && !awaitsAnswer();
    }

    @Nullable
    Gathering gathering() {
        return gathering;
    }

    Gathering gather(Gatherings all) {
        gathering = all.begin(this);
        return gathering;
    }

    /** All has come. */
    void received() {
        unwanted(false);
    }

    /** What comes is dropped, if any more comes. */
    void unwanted(boolean more) {
        incoming = more ? Incoming.UNWANTED : Incoming.NOTHING;
        if (gathering != null) {
            gathering.end();
            gathering = null;
        }
    }

    // What goes out

    boolean sendOpen() {
        return sendOpen;
    }

    void beginSending(ByteBuffer payload) {
        unsent = payload;
    }

    void stopSending() {
        sendOpen = false;
        unsent = Outbox.NOTHING;
    }

    int credit() {
        return credit;
    }

    void addCredit(long bytes) {
        credit = (int) Math.min(Integer.MAX_VALUE, credit + bytes);
    }

    /** How much was sent without credit, on the window that each payload begins with. */
    int uncredited() {
        return Math.max(0, FrameFormat.WINDOW - credit);
    }

    int sendable() {
        return Math.min(credit, unsent.remaining());
    }

    /** Takes so much of what is unsent; the last of it ends the sending. */
    ByteBuffer take(int size) {
        ByteBuffer part = unsent.duplicate().limit(unsent.position() + size);
        unsent.position(unsent.position() + size);
        credit -= size;
        if (!unsent.hasRemaining()) {
            stopSending();
        }
        return part;
    }

    // Items of its result

    /** So many frames of items may come, or be sent; of them at once as many as a number holds. */
    void addItemRoom(long frames) {
        itemsAsked |= frames > 0;
        itemRoom = (int) Math.min(Integer.MAX_VALUE, itemRoom + frames);
    }

    /** Uses room for one; false where there is none. */
    boolean useItemRoom() {
        return itemRoom > 0 && itemRoom-- > 0;
    }

    // Its end

    boolean answered() {
        return answered;
    }

    void requireUnanswered() {
        if (mine() || answered) {
            throw new IllegalStateException("call " + id + " is answered once, by the side that was called");
        }
    }

    void answering() {
        answered = true;
    }

    /** Whether the answer has begun to leave and has not ended. */
    boolean answerLeaves() {
        return answered && sendOpen;
    }

    void cancelled() {
        cancelled = true;
    }

    /** When it is to be looked after: at its deadline, or when its answer should have got on. */
    long due() {
        return due;
    }

    void due(long at) {
        due = at;
    }

    /** Whether both sides have sent their last. */
    boolean over() {
        return (mine() || answered) && !sendOpen && !receives();
    }
}
