package io.sluice.contract.frames;

import java.util.ArrayList;
import java.util.List;

/**
 * A payload that comes in pieces: kept in blocks up to a size, so that it takes up what it has and not twice that, and
 * given as much credit as keeps it flowing.
 */
final class Gathering {

    /** How many bytes of a payload may be under way before the receiver gives credit for more. */
    static final int WINDOW = 256 * 1024;

    private static final int BLOCK = FrameFormat.MAX_PAYLOAD;

    private final List<byte[]> blocks = new ArrayList<>();
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
        int copied = 0;
        while (copied < size) {
            int at = length % BLOCK;
            if (at == 0) {
                blocks.add(new byte[BLOCK]);
            }
            int fits = Math.min(size - copied, BLOCK - at);
            System.arraycopy(source, from + copied, blocks.getLast(), at, fits);
            copied += fits;
            length += fits;
        }
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
        byte[] whole = new byte[length];
        for (int i = 0; i < blocks.size(); i++) {
            int at = i * BLOCK;
            System.arraycopy(blocks.get(i), 0, whole, at, Math.min(BLOCK, length - at));
        }
        return whole;
    }
}
