package io.sluice.registry;

/** What was uploaded is not a package; the message names the entry, the rule and the value. */
public final class InvalidPackageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidPackageException(String message) {
        super(message);
    }
}
