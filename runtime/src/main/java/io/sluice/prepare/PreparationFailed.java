package io.sluice.prepare;

/** What a package needs can't be made; its author must change something. */
public final class PreparationFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what failed, with the last lines of the tool that found out. */
    public PreparationFailed(String message) {
        super(message);
    }
}
