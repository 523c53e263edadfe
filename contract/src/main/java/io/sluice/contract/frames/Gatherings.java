package io.sluice.contract.frames;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * All payloads of a session that are not complete, and what memory they may take together: the shared window, what is
 * given as credit here, and one payload. Credit is given while there is room; to the oldest always, so that one payload is
 * on its way to its end whatever the others do. Not thread-safe.
 */
final class Gatherings {

    /** The most credit of payloads in progress, all together. */
    static final int ROOM = 4 * 1024 * 1024;

    /** Tells the other side. */
    interface Credit {
        void give(FrameCall call, int bytes);
    }

    private final int payload;
    private final Credit credit;
    private final SequencedSet<Gathering> open = new LinkedHashSet<>();
    private long uncredited;
    private long given;
    private boolean closed;

    /** @param payload the most bytes of one payload */
    Gatherings(int payload, Credit credit) {
        this.payload = payload;
        this.credit = credit;
    }

    Gathering begin(FrameCall call) {
        Gathering gathering = new Gathering(this, call);
        open.add(gathering);
        return gathering;
    }

    /** Bytes came to one of them. */
    void takes(int size) throws BrokenFrame {
        uncredited += size;
        if (uncredited > FrameFormat.SHARED_WINDOW) {
            throw new BrokenFrame("payloads in progress went on for " + (uncredited - FrameFormat.SHARED_WINDOW)
                    + " bytes beyond the window of " + FrameFormat.SHARED_WINDOW + " that they share");
        }
    }

    /** Gives the credit that is due to one that goes on, if there is room. */
    void goesOn(Gathering gathering) {
        int due = gathering.due();
        if (due > 0 && (given + due <= ROOM || gathering == open.getFirst())) {
            gathering.give();
            given += due;
            uncredited -= due;
            credit.give(gathering.call(), due);
        }
    }

    void end(Gathering gathering) {
        if (closed || !open.remove(gathering)) {
            return;
        }
        uncredited -= gathering.uncredited();
        given -= gathering.given();
        open.forEach(this::goesOn);
    }

    /** The size of an array that has room for so many bytes: more than that, as more will come. */
    int capacity(int before, int wanted) {
        return Math.max(wanted, Math.min(payload, 2 * before));
    }

    /** How many there are. */
    int size() {
        return open.size();
    }

    /** Gives nothing any more. */
    void close() {
        closed = true;
        open.clear();
    }
}
