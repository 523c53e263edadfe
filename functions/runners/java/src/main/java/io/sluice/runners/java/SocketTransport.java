package io.sluice.runners.java;

import io.sluice.contract.frames.FrameTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Frames over a socket. What is written between two {@link #flush}es leaves in one piece, and blocks until it has: the
 * runtime always reads. Under the lock of its connection.
 */
final class SocketTransport implements FrameTransport {

    private static final int INITIAL_BYTES = 8 * 1024;

    private final SocketChannel socket;
    private ByteBuffer pending = ByteBuffer.allocate(INITIAL_BYTES);
    private long wakeAt = Long.MAX_VALUE;
    private boolean closing;

    SocketTransport(SocketChannel socket) {
        this.socket = socket;
    }

    @Override
    public void write(byte[] head, int length, ByteBuffer payload) {
        int size = length + payload.remaining();
        if (pending.remaining() < size) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * pending.capacity(), pending.position() + size));
            pending = larger.put(pending.flip());
        }
        pending.put(head, 0, length).put(payload);
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void wakeAt(long nanos) {
        wakeAt = nanos;
    }

    /** When a turn is wanted, if nothing else gives one before; {@link Long#MAX_VALUE}: never. */
    long wakeAt() {
        return wakeAt;
    }

    @Override
    public void close() {
        closing = true;
    }

    /** Sends what was written, and ends the connection where that is wanted. */
    void flush() {
        try {
            pending.flip();
            while (pending.hasRemaining()) {
                socket.write(pending);
            }
            if (closing) {
                socket.close();
            }
        } catch (IOException gone) {
            closeQuietly();
        } finally {
            pending = pending.capacity() > INITIAL_BYTES ? ByteBuffer.allocate(INITIAL_BYTES) : pending.clear();
        }
    }

    private void closeQuietly() {
        try {
            socket.close();
        } catch (IOException already) {
            // It is of no more use in any case, which its reader notices.
        }
    }
}
