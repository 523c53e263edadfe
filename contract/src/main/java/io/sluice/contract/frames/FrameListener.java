package io.sluice.contract.frames;

/**
 * The caller's side of one call: writes its head, and is told its end, once, on the session's thread, from inside the
 * methods of {@link FrameSession} that {@link FrameHandler} names. A call that was cancelled is told nothing more.
 */
public interface FrameListener {

    /** Adds the call's fields; does nothing else with the session. */
    void writeHead(FrameWriter head);

    /** How many frames of items it takes at first; 0 where it wants the result whole. */
    default int itemRoom() {
        return 0;
    }

    /**
     * An item of the result, or a piece of one, before the result; {@link FrameCall#takeItems} makes room for others.
     *
     * @param more whether the item goes on in the next one
     */
    default void item(Fields head, byte[] payload, boolean more) {}

    /** The function returned; where the head has {@link Field#ITEMS}, so many items that came before are the result. */
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
