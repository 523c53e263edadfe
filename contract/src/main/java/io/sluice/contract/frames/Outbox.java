package io.sluice.contract.frames;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.Consumer;

/**
 * What a session sends. A payload of one frame goes at once, if the connection has room or it is small; of others, chunks
 * go as far as there is credit and room, and calls take turns. Not thread-safe.
 */
final class Outbox {

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Payloads up to this size don't wait for room. */
    static final int SMALL = 1024;

    /** What may wait in a connection that has no room. More comes of a peer that sends and doesn't read. */
    static final long MOST_WAITING = 16 * 1024 * 1024;

    private final FrameTransport transport;
    private final Consumer<FrameCall> sent;
    private final FrameWriter writer = new FrameWriter();
    private final Deque<FrameCall> sending = new ArrayDeque<>();
    private final SequencedSet<FrameCall> begun = new LinkedHashSet<>();
    private long uncredited;
    private long waiting;
    private boolean closed;

    /** @param sent told of each call whose payload left in chunks and is complete */
    Outbox(FrameTransport transport, Consumer<FrameCall> sent) {
        this.transport = transport;
        this.sent = sent;
    }

    /** Begins a frame, to be ended by one of the other methods. */
    FrameWriter begin(FrameKind kind, long call) {
        return writer.begin(kind, call);
    }

    /** Sends the frame that was begun, without a payload. */
    void send() {
        send(0, NOTHING);
    }

    /** Sends the frame that was begun, with a payload that needs no credit. */
    void send(boolean more, ByteBuffer payload) {
        send(more ? FrameFormat.MORE : 0, payload);
    }

    /** Whether the connection has no room. */
    boolean full() {
        return transport.full();
    }

    /** Sends a frame that says all by its kind. */
    void signal(FrameKind kind, long call) {
        begin(kind, call);
        send();
    }

    /** Sends the frame that was begun, with a call's payload, the rest of which follows. */
    void send(FrameCall call, ByteBuffer payload) {
        int size = payload.remaining();
        boolean room = size <= SMALL || !transport.full();
        if (size <= FrameFormat.MAX_PAYLOAD && room) {
            call.stopSending();
            send(0, payload);
            return;
        }
        call.beginSending(payload.duplicate());
        begun.add(call);
        sendPart(call, room && mayGo(call) ? FrameFormat.MAX_PAYLOAD : 0);
        sending.add(call);
        pump();
    }

    /** Ends a payload before its end. */
    void abort(FrameCall call) {
        if (call.sendOpen()) {
            drop(call);
            begin(FrameKind.CHUNK, call.id());
            send(FrameFormat.ABORT, NOTHING);
        }
    }

    /** Sends nothing more of a payload, without a word. */
    void drop(FrameCall call) {
        if (begun.remove(call)) {
            uncredited -= call.uncredited();
            sending.remove(call);
            call.stopSending();
            pump();
        } else {
            call.stopSending();
        }
    }

    /** More of a call's payload may be sent. */
    void credit(FrameCall call, long bytes) {
        if (!call.sendOpen()) {
            return;
        }
        boolean stopped = call.credit() == 0;
        if (begun.contains(call)) {
            uncredited -= call.uncredited();
            call.addCredit(bytes);
            uncredited += call.uncredited();
        } else {
            call.addCredit(bytes);
        }
        if (stopped) {
            sending.add(call);
        }
        pump();
    }

    /** Sends chunks while it may. */
    void pump() {
        while (!sending.isEmpty() && !transport.full()) {
            FrameCall call = sending.element();
            if (!mayGo(call)) {
                call = begun.getFirst();
                if (call.credit() == 0) {
                    return;
                }
            }
            sending.remove(call);
            begin(FrameKind.CHUNK, call.id());
            sendPart(call, FrameFormat.MAX_PAYLOAD);
            next(call);
        }
    }

    /** Whether the shared window has room for a frame of it. */
    private boolean mayGo(FrameCall call) {
        return uncredited + FrameFormat.MAX_PAYLOAD <= FrameFormat.SHARED_WINDOW - FrameFormat.WINDOW
                || call == begun.getFirst();
    }

    private void next(FrameCall call) {
        if (!call.sendOpen()) {
            sent.accept(call);
        } else if (call.credit() > 0) {
            sending.add(call);
        }
    }

    private void sendPart(FrameCall call, int most) {
        uncredited -= call.uncredited();
        ByteBuffer part = call.take(Math.min(most, call.sendable()));
        if (call.sendOpen()) {
            uncredited += call.uncredited();
            send(FrameFormat.MORE, part);
        } else {
            begun.remove(call);
            send(0, part);
        }
    }

    private void send(int flags, ByteBuffer payload) {
        if (closed) {
            return;
        }
        int at = payload.position();
        int size = writer.length() + payload.remaining();
        writer.end(flags, payload.remaining());
        transport.write(writer.array(), writer.length(), payload);
        payload.position(at); // The buffer may be its caller's, who may want to send it again elsewhere.
        waiting = transport.full() ? waiting + size : 0;
    }

    /** Whether so much waits to be sent that the other side can't be reading. */
    boolean overfull() {
        return waiting > MOST_WAITING;
    }

    /** Sends nothing more. */
    void close() {
        closed = true;
        sending.clear();
        begun.clear();
        transport.close();
    }
}
