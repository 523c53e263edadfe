package io.sluice.contract.frames;

/**
 * What a {@link FrameSession} tells its side, on the session's thread, from inside {@link FrameSession#receive},
 * {@link FrameSession#tick}, {@link FrameSession#writable}, {@link FrameSession#ended} and {@link FrameSession#fail}, never
 * inside another of its methods or of its calls'. It may use the session, but for the first four. What it throws keeps the
 * session from nothing, and comes out of the method in the end.
 */
public interface FrameHandler {

    /** Both sides have agreed on a version: calls may come and go. */
    void ready();

    /**
     * The other side calls. Exactly one of {@link FrameCall#result} and {@link FrameCall#failure} is owed, also after
     * {@link #cancelled} and {@link #late}.
     */
    void called(FrameCall call, Fields head, byte[] payload);

    /** The other side calls with a larger payload than is taken; a failure is owed. */
    void tooLarge(FrameCall call, Fields head);

    /** Nobody waits for the call any more; what it is answered is dropped. */
    void cancelled(FrameCall call);

    /** There is {@linkplain FrameCall#hasItemRoom room} for items of the call again. */
    default void itemRoom(FrameCall call) {}

    /** The time that the call was given is over. */
    void late(FrameCall call);

    /** The other side takes no more calls and will go when it has none; told once. */
    void leaving(String reason);

    /** Something came that belongs to nothing, and was dropped, or something that was owed did not come. */
    void stray(String what);

    /** The session is over; then the calls of this side are told, and those of the other side cancelled. Told once. */
    void closed(String reason);
}
