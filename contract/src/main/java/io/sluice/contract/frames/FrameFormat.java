package io.sluice.contract.frames;

/** The layout of a frame: a header of 16 bytes, a head of fields, a payload. Numbers are big-endian. */
final class FrameFormat {

    /** The version of this format. */
    static final int VERSION = 1;

    /** Bytes of the header: length (4), kind (1), flags (1), head length (2), call (8). */
    static final int HEADER = 16;

    /** The length that a header names does not count itself. */
    static final int LENGTH = 4;

    /** The most bytes of payload in one frame. */
    static final int MAX_PAYLOAD = 64 * 1024;

    /** The most bytes of head. */
    static final int MAX_HEAD = 0xffff;

    /** Flag: the payload goes on in chunks. */
    static final int MORE = 1;

    /** Flag of a chunk: the payload ends here, unfinished, as nobody wants the rest. */
    static final int ABORT = 2;

    private static final int KNOWN_FLAGS = MORE | ABORT;

    private FrameFormat() {}

    static boolean knownFlags(int flags) {
        return (flags & ~KNOWN_FLAGS) == 0;
    }
}
