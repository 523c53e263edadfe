package io.sluice.image;

import org.jspecify.annotations.Nullable;

/** An image that is not built: what is wrong, and what to do next. */
final class ImageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose turn it is to do something. */
    enum Kind {
        /** What was asked for is wrong. */
        WRONG,
        /** A registry does not answer, or not as it should. */
        UNREACHABLE,
        /** The build itself did not work. */
        FAILED
    }

    private final Kind kind;

    ImageFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    ImageFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static ImageFailure wrong(String message) {
        return new ImageFailure(Kind.WRONG, message);
    }

    Kind kind() {
        return kind;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
