package io.sluice.contract.frames;

import java.util.Arrays;

/**
 * Finds the frames in a stream of bytes that comes in pieces. Whole frames are read where they are; only one that is
 * not all there yet is copied. Holds at most one frame. Not thread-safe.
 */
final class FrameReader {

    private static final byte[] NOTHING = {};
    private static final int MAX_FRAME = FrameFormat.HEADER + FrameFormat.MAX_HEAD + FrameFormat.MAX_PAYLOAD;

    private byte[] partial = NOTHING;
    private int held;

    /** Takes frames one after the other. */
    interface Sink {

        /**
         * A frame. The array is the reader's or the caller's: what is to be kept is copied.
         *
         * @param at where the frame begins
         */
        void frame(byte[] bytes, int at) throws BrokenFrame;
    }

    /** Hands on each frame that is whole now. */
    void read(byte[] bytes, int from, int length, Sink sink) throws BrokenFrame {
        int at = from;
        int end = from + length;
        while (held > 0 && at < end) {
            at = fill(bytes, at, end, sink);
        }
        while (end - at >= FrameFormat.LENGTH) {
            int size = size(bytes, at);
            if (end - at < size) {
                break;
            }
            sink.frame(bytes, at);
            at += size;
        }
        if (at < end) {
            keep(bytes, at, end - at);
        }
    }

    /** Whether the stream may end here. */
    boolean atFrameEnd() {
        return held == 0;
    }

    /** Adds to the frame that is not all there, and hands it on when it is. */
    private int fill(byte[] bytes, int at, int end, Sink sink) throws BrokenFrame {
        int wanted = held < FrameFormat.LENGTH ? FrameFormat.LENGTH : size(partial, 0);
        int taken = Math.min(wanted - held, end - at);
        keep(bytes, at, taken);
        if (held >= FrameFormat.LENGTH && held == size(partial, 0)) {
            byte[] whole = partial;
            held = 0;
            partial = NOTHING;
            sink.frame(whole, 0);
        }
        return at + taken;
    }

    private void keep(byte[] bytes, int at, int length) {
        if (held + length > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(held + length, Math.min(MAX_FRAME, 2 * partial.length)));
        }
        System.arraycopy(bytes, at, partial, held, length);
        held += length;
    }

    /** The whole frame's size, from the length that it begins with. */
    private static int size(byte[] bytes, int at) throws BrokenFrame {
        long size = FrameFormat.LENGTH + number(bytes, at, FrameFormat.LENGTH);
        if (size < FrameFormat.HEADER || size > MAX_FRAME) {
            throw new BrokenFrame("a frame has " + FrameFormat.HEADER + " to " + MAX_FRAME
                    + " bytes, the length of this one says " + size);
        }
        return (int) size;
    }

    static long number(byte[] bytes, int at, int size) {
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << 8 | bytes[at + i] & 0xff;
        }
        return number;
    }
}
