package io.sluice.contract.frames;

/**
 * The caller's side of one call: writes its head, and is told its end, once, on the session's thread, from inside the
 * methods of {@link FrameSession} that {@link FrameHandler} names. A call that was cancelled is told nothing more.
 */
public interface FrameListener {

    /** Adds the call's fields; does nothing else with the session. */
    void writeHead(FrameWriter head);

    /** The function returned. */
    void result(Fields head, byte[] payload);

    /** The function failed, or was not called. */
    void failure(Fields head, byte[] payload);

    /** The deadline has passed; the other side was told. */
    void late();

    /** Whether so many bytes more of the answer may be kept; if not, it is {@linkplain #tooLarge() too large}. */
    default boolean hasRoomFor(int bytes) {
        return true;
    }

    /** The answer is larger than answers may be; the other side was told. */
    void tooLarge();

    /** The connection ended, or the other side broke its answer off. */
    void lost(String reason);
}
