package io.sluice.contract.frames;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What a session sends. A payload of one frame goes at once; of a larger one, chunks go as far as there is credit and the
 * connection has room, and calls take turns. Not thread-safe.
 */
final class Outbox {

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final FrameTransport transport;
    private final Consumer<FrameCall> sent;
    private final FrameWriter writer = new FrameWriter();
    private final Deque<FrameCall> sending = new ArrayDeque<>();

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

    /** Sends a frame that says all by its kind. */
    void signal(FrameKind kind, long call) {
        begin(kind, call);
        send();
    }

    /** Sends the frame that was begun, with a call's payload, the rest of which follows. */
    void send(FrameCall call, ByteBuffer payload) {
        if (payload.remaining() <= FrameFormat.MAX_PAYLOAD) {
            call.stopSending();
            send(0, payload.duplicate());
            return;
        }
        call.beginSending(payload.duplicate());
        sendPart(call, FrameFormat.MAX_PAYLOAD);
        sending.add(call);
        pump();
    }

    /** Ends a payload before its end. */
    void abort(FrameCall call) {
        if (call.sendOpen()) {
            call.stopSending();
            begin(FrameKind.CHUNK, call.id());
            send(FrameFormat.ABORT, NOTHING);
        }
    }

    /** More of a call's payload may be sent. */
    void credit(FrameCall call, long bytes) {
        if (call.sendOpen()) {
            boolean stopped = call.credit() == 0;
            call.addCredit(bytes);
            if (stopped) {
                sending.add(call);
            }
            pump();
        }
    }

    /** Sends chunks while it may. */
    void pump() {
        while (!transport.full() && !sending.isEmpty()) {
            FrameCall call = sending.poll();
            if (call.sendOpen()) {
                begin(FrameKind.CHUNK, call.id());
                sendPart(call, Math.min(FrameFormat.MAX_PAYLOAD, call.sendable()));
                next(call);
            }
        }
    }

    private void next(FrameCall call) {
        if (!call.sendOpen()) {
            sent.accept(call);
        } else if (call.credit() > 0) {
            sending.add(call);
        }
    }

    private void sendPart(FrameCall call, int size) {
        ByteBuffer part = call.take(size);
        send(call.sendOpen() ? FrameFormat.MORE : 0, part);
    }

    private void send(int flags, ByteBuffer payload) {
        writer.end(flags, payload.remaining());
        transport.write(writer.array(), writer.length(), payload);
    }

    /** Sends nothing more of what waits. */
    void close() {
        sending.clear();
        transport.close();
    }
}
