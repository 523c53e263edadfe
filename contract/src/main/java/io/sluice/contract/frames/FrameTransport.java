package io.sluice.contract.frames;

import java.nio.ByteBuffer;

/**
 * The connection below a {@link FrameSession}; called on the session's thread only. Its methods return at once, throw
 * nothing, and don't call the session back: that the connection has failed is told by {@link FrameSession#ended} later.
 */
public interface FrameTransport {

    /**
     * Sends a frame; frames leave in the order they came. Both buffers are used again once this returns.
     *
     * @param head holds header and head from its start
     * @param length how many bytes those are
     * @param payload all that it has left is sent
     */
    void write(byte[] head, int length, ByteBuffer payload);

    /**
     * Whether more is waiting to be sent than should be; {@link FrameSession#writable} is called when that is over. Large
     * payloads wait until then, small frames are written nevertheless.
     */
    boolean full();

    /**
     * Asks for a call of {@link FrameSession#tick} at that time or before, as soon as possible if it has passed; replaces
     * what was asked for before.
     */
    void wakeAt(long nanos);

    /** Sends what was written, and ends the connection. */
    void close();
}
