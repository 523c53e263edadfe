package io.sluice.contract.frames;

import org.jspecify.annotations.Nullable;

/** The goodbyes of a session: how far this side's is, and whether the other side has said its own. Not thread-safe. */
final class Parting {

    private static final int LONGEST = 1000;

    private final long patience;
    private @Nullable String ours;
    private @Nullable String theirs;
    private boolean heard;
    private boolean counting;
    private long until;

    /** @param patience nanoseconds that the other side may take to answer this side's goodbye */
    Parting(long patience) {
        this.patience = patience;
    }

    /** This side leaves. */
    void leave(String reason) {
        ours = reason;
    }

    boolean leaving() {
        return ours != null;
    }

    String reason() {
        return String.valueOf(ours);
    }

    /** Whether the other side's last call has arrived. */
    boolean heard() {
        return heard;
    }

    /** The other side has answered the goodbye; false when it was not asked to. */
    boolean answered() {
        boolean asked = leaving() && !heard;
        heard |= asked;
        return asked;
    }

    /** When it must have; counted from the first time that this is asked. */
    long until(long now) {
        if (!counting) {
            counting = true;
            until = now + patience;
        }
        return until;
    }

    /** The other side leaves; false when it has said so before. */
    boolean theyLeave(@Nullable String reason) {
        boolean first = theirs == null;
        theirs = legible(reason);
        return first;
    }

    boolean theyLeave() {
        return theirs != null;
    }

    /** Why the other side leaves. */
    String theirReason() {
        return String.valueOf(theirs);
    }

    /** A text of the other side as it may stand in a log: not long, on one line. */
    static String legible(@Nullable String text) {
        if (text == null) {
            return "no reason given";
        }
        return clip(text)
                .codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Not more of a text than a goodbye has. */
    static String clip(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
