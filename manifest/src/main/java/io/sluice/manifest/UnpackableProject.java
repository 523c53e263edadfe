package io.sluice.manifest;

/** A project whose files can't become a package; the message says why, and what to do. */
public final class UnpackableProject extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean missing;

    /** @param missing whether what should be packed isn't there */
    UnpackableProject(String message, boolean missing) {
        super(message, null, false, false);
        this.missing = missing;
    }

    /** Whether what should be packed isn't there. */
    public boolean missing() {
        return missing;
    }
}
