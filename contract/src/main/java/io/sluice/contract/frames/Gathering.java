package io.sluice.contract.frames;

import java.util.Arrays;

/** A payload that comes in pieces: put together, and given as much credit as keeps it flowing. Not thread-safe. */
final class Gathering {

    private final Gatherings all;
    private final FrameCall call;
    private byte[] bytes = {};
    private int length;
    private int allowed = FrameFormat.WINDOW;
    private int given;
    private int taken;

    Gathering(Gatherings all, FrameCall call) {
        this.all = all;
        this.call = call;
    }

    /** The call that it belongs to. */
    FrameCall call() {
        return call;
    }

    /** Adds a piece. */
    void add(byte[] source, int from, int size) throws BrokenFrame {
        allowed -= size;
        if (allowed < 0) {
            throw new BrokenFrame("the payload of call " + call.id() + " went on for " + -allowed
                    + " bytes beyond the credit that it had");
        }
        taken += size;
        all.takes(size);
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, all.capacity(bytes.length, length + size));
        }
        System.arraycopy(source, from, bytes, length, size);
        length += size;
    }

    int length() {
        return length;
    }

    /** How much came without credit of its own, on the window that each payload begins with. */
    int uncredited() {
        return FrameFormat.WINDOW - allowed;
    }

    /** How much came, or may come, on credit. */
    int given() {
        return given;
    }

    /** The credit that is due; 0 while there is enough. */
    int due() {
        return taken < FrameFormat.WINDOW / 2 ? 0 : taken;
    }

    /** What is due was given. */
    void give() {
        given += taken;
        allowed += taken;
        taken = 0;
    }

    /** All that came, exactly. */
    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Nothing more of it is kept. */
    void end() {
        all.end(this);
    }
}
