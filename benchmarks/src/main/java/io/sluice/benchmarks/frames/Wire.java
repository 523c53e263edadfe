package io.sluice.benchmarks.frames;

import io.sluice.contract.frames.FrameSession;
import io.sluice.contract.frames.FrameTransport;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One direction of a connection that is memory: what was written waits until it is moved. Not thread-safe. */
final class Wire implements FrameTransport {

    private byte[] filling = new byte[1 << 16];
    private byte[] spare = new byte[1 << 16];
    private int length;

    @Override
    public void write(byte[] head, int size, ByteBuffer payload) {
        int more = size + payload.remaining();
        if (length + more > filling.length) {
            filling = Arrays.copyOf(filling, Math.max(length + more, 2 * filling.length));
        }
        System.arraycopy(head, 0, filling, length, size);
        payload.get(filling, length + size, payload.remaining());
        length += more;
    }

    /** Lets the other side read what was written; false when that is nothing. */
    boolean moveTo(FrameSession reader, long now) {
        if (length == 0) {
            return false;
        }
        byte[] full = filling;
        int size = length;
        filling = spare;
        spare = full;
        length = 0;
        reader.receive(full, 0, size, now);
        return true;
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void wakeAt(long nanos) {
        // Nothing is ever late here.
    }

    @Override
    public void close() {
        // Nobody looks.
    }
}
