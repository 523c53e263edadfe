package io.sluice.contract.frames;

/** When the other side last gave a sign of life, and whether it was asked for one. Not thread-safe. */
final class Liveness {

    private final long after;
    private final long timeout;
    private long heardAt;
    private long askedAt;
    private boolean asked;

    Liveness(SessionLimits limits, long now) {
        this.after = limits.pingAfter().toNanos();
        this.timeout = limits.pingTimeout().toNanos();
        this.heardAt = now;
    }

    void heard(long now) {
        heardAt = now;
        asked = false;
    }

    /** It owes answers from now on, and did not before. */
    void owes(long now) {
        if (!asked) {
            heardAt = now;
        }
    }

    /** Whether to ask now. */
    boolean ask(long now) {
        if (after == 0 || asked || now - heardAt < after) {
            return false;
        }
        asked = true;
        askedAt = now;
        return true;
    }

    /** Whether it was asked and has said nothing in time. */
    boolean dead(long now) {
        return asked && now - askedAt >= timeout;
    }

    /** When to look again. */
    long next() {
        if (after == 0) {
            return Long.MAX_VALUE;
        }
        return asked ? askedAt + timeout : heardAt + after;
    }
}
