package io.sluice.boot;

import jakarta.enterprise.inject.CreationException;

/** Why the runtime could not start, out of what was made of it on the way up. */
final class StartFailure {

    private StartFailure() {}

    /** The reason in its own words: the first that is more than the frame around another. */
    static String reason(Throwable failure) {
        Throwable reason = failure;
        while (isFrame(reason) && reason.getCause() != null) {
            reason = reason.getCause();
        }
        String message = reason.getMessage();
        return message == null || reason instanceof NullPointerException ? reason.toString() : message;
    }

    private static boolean isFrame(Throwable failure) {
        return failure.getClass() == RuntimeException.class || failure instanceof CreationException;
    }
}
