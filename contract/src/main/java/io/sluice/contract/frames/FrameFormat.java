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

    /** How many bytes of a payload may be under way before its receiver has given credit. */
    static final int WINDOW = 256 * 1024;

    /**
     * The same for all payloads of one direction together that have begun and not ended. All but the oldest leave a
     * {@link #WINDOW} of it free, so that the oldest never waits for the others.
     */
    static final int SHARED_WINDOW = 4 * 1024 * 1024;

    /** The most bytes of head. */
    static final int MAX_HEAD = 0xffff;

    /** Flag: the payload goes on in chunks. */
    static final int MORE = 1;

    /** Flag of a chunk: the payload ends here, unfinished, as nobody wants the rest. */
    static final int ABORT = 2;

    private FrameFormat() {}
}
