package io.sluice.contract.frames;

import java.util.Arrays;

/** A payload that comes in pieces: put together up to a size, and given as much credit as keeps it flowing. */
final class Gathering {

    /** How many bytes of a payload may be under way before the receiver gives credit for more. */
    static final int WINDOW = 256 * 1024;

    private byte[] bytes = new byte[2 * FrameFormat.MAX_PAYLOAD];
    private int length;
    private int allowed = WINDOW;
    private int taken;

    /** Adds a piece. */
    void add(byte[] source, int from, int size) throws BrokenFrame {
        allowed -= size;
        taken += size;
        if (allowed < 0) {
            throw new BrokenFrame("a payload went on for " + -allowed + " bytes beyond the credit that it had");
        }
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, 2 * bytes.length));
        }
        System.arraycopy(source, from, bytes, length, size);
        length += size;
    }

    int length() {
        return length;
    }

    /** The credit that is due now; 0 while there is enough. */
    int credit() {
        if (taken < WINDOW / 2) {
            return 0;
        }
        int due = taken;
        taken = 0;
        allowed += due;
        return due;
    }

    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
