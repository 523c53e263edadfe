package io.sluice.contract.frames;

import org.jspecify.annotations.Nullable;

/** What a frame is about; {@code docs/frames.md} tells who sends which, and when. */
public enum FrameKind {
    HELLO(1, 0),
    CALL(2, FrameFormat.MORE),
    RESULT(3, FrameFormat.MORE),
    FAILURE(4, FrameFormat.MORE),
    CHUNK(5, FrameFormat.MORE | FrameFormat.ABORT),
    WINDOW(6, 0),
    CANCEL(7, 0),
    PING(8, 0),
    PONG(9, 0),
    GOODBYE(10, 0),

    /** An item of a result that is a list, or a piece of one; answered by {@link #TAKEN}, and followed by the result. */
    ITEM(140, FrameFormat.MORE),
    TAKEN(141, 0);

    /** Kinds from here on may be skipped by who doesn't know them. */
    static final int OPTIONAL = 128;

    private static final @Nullable FrameKind[] BY_CODE = new @Nullable FrameKind[256];

    static {
        for (FrameKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final int code;
    private final int flags;

    FrameKind(int code, int flags) {
        this.code = code;
        this.flags = flags;
    }

    /** Its number on the wire. */
    int code() {
        return code;
    }

    /** Whether a frame of this kind may have those flags. */
    boolean allows(int some) {
        return (some & ~flags) == 0 && some != (FrameFormat.MORE | FrameFormat.ABORT);
    }

    /** Whether it is about a call's payload; others have none. */
    boolean carriesPayload() {
        return flags != 0;
    }

    /** The kind with that number; null where this version has none. */
    static @Nullable FrameKind of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
