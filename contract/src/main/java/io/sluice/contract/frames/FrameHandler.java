package io.sluice.contract.frames;

/** What a {@link FrameSession} tells its side; called on the session's thread, never inside a call of the session. */
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

    /** The time that the call was given is over. */
    void late(FrameCall call);

    /** The other side takes no more calls and will go when it has none. */
    void leaving(String reason);

    /** A frame came that belongs to nothing; it was dropped. */
    void stray(String what);

    /** The session is over; then the calls of this side are told, and those of the other side cancelled. */
    void closed(String reason);
}
