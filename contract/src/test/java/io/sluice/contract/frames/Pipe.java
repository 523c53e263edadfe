package io.sluice.contract.frames;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** One direction of a connection that is memory: bytes wait until the test moves some of them. */
final class Pipe {

    private final int capacity;
    private byte[] bytes = new byte[1024];
    private int from;
    private int to;
    private boolean wasFull;

    /** @param capacity how many bytes may wait before it is full */
    Pipe(int capacity) {
        this.capacity = capacity;
    }

    void write(byte[] head, int length, ByteBuffer payload) {
        int size = length + payload.remaining();
        if (to + size > bytes.length) {
            byte[] larger = to - from + size > bytes.length / 2 ? new byte[2 * (to - from + size)] : bytes;
            System.arraycopy(bytes, from, larger, 0, to - from);
            bytes = larger;
            to -= from;
            from = 0;
        }
        System.arraycopy(head, 0, bytes, to, length);
        payload.get(bytes, to + length, payload.remaining());
        to += size;
    }

    int waiting() {
        return to - from;
    }

    boolean full() {
        boolean full = waiting() > capacity;
        wasFull |= full;
        return full;
    }

    /** Takes up to so many of the bytes that wait. */
    byte[] take(int most) {
        int size = Math.min(most, waiting());
        byte[] taken = Arrays.copyOfRange(bytes, from, from + size);
        from += size;
        if (from == to) {
            from = 0;
            to = 0;
        }
        return taken;
    }

    /** Whether it was full, and has room again since; true once. */
    boolean hasRoomAgain() {
        boolean again = wasFull && waiting() <= capacity / 2;
        wasFull &= !again;
        return again;
    }
}
