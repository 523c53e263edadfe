package io.sluice.contract.frames;

import org.jspecify.annotations.Nullable;

/** What a frame is about; {@code docs/frames.md} tells who sends which, and when. */
public enum FrameKind {
    HELLO(1),
    CALL(2),
    RESULT(3),
    FAILURE(4),
    CHUNK(5),
    WINDOW(6),
    CANCEL(7),
    PING(8),
    PONG(9),
    GOODBYE(10);

    /** Kinds from here on may be skipped by who doesn't know them. */
    static final int OPTIONAL = 128;

    private static final @Nullable FrameKind[] BY_CODE = new @Nullable FrameKind[16];

    static {
        for (FrameKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final int code;

    FrameKind(int code) {
        this.code = code;
    }

    /** Its number on the wire. */
    int code() {
        return code;
    }

    /** The kind with that number; null where this version has none. */
    static @Nullable FrameKind of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
