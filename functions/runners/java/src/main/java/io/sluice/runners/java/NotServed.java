package io.sluice.runners.java;

/** Why this process is of no use; the message is for the author, in the instance's log. */
final class NotServed extends Exception {

    private static final long serialVersionUID = 1;

    NotServed(String message) {
        super(message, null, false, false);
    }
}
