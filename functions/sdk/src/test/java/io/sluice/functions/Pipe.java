package io.sluice.functions;

import io.netty.channel.EventLoop;
import io.sluice.contract.frames.FrameTransport;
import java.nio.ByteBuffer;

/** One direction of a connection in memory: what is written comes out at the other end in a later turn of the loop. */
final class Pipe implements FrameTransport {

    /** Where the bytes come out. */
    interface End {

        void receive(byte[] bytes);

        void ended();
    }

    private final EventLoop loop;
    private End end = new End() {
        @Override
        public void receive(byte[] bytes) {}

        @Override
        public void ended() {}
    };
    private Runnable wake = () -> {};
    private boolean closed;
    int frames;
    int largest;

    Pipe(EventLoop loop) {
        this.loop = loop;
    }

    void to(End other) {
        end = other;
    }

    /** What is called for what is due. */
    void onWake(Runnable action) {
        wake = action;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void write(byte[] head, int length, ByteBuffer payload) {
        byte[] frame = new byte[length + payload.remaining()];
        System.arraycopy(head, 0, frame, 0, length);
        payload.get(frame, length, payload.remaining());
        frames++;
        largest = Math.max(largest, frame.length);
        loop.execute(() -> end.receive(frame));
    }

    @Override
    public boolean full() {
        return false;
    }

    /** What is due at once is done in a later turn; of what is due later, tests say when it is time. */
    @Override
    public void wakeAt(long nanos) {
        if (nanos <= System.nanoTime()) {
            loop.execute(wake);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            loop.execute(() -> end.ended());
        }
    }
}
