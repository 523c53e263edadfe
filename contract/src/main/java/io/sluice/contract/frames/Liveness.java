package io.sluice.contract.frames;

/** When the other side last gave a sign of life, and whether it was asked for one. Not thread-safe. */
final class Liveness {

    /**
     * Who finds that the other side is dead looks again after so long: what came while this side itself stood still is read
     * before that.
     */
    private static final long SECOND_LOOK = 100_000_000;

    private final long after;
    private final long timeout;
    private long heardAt;
    private long lookAt;
    private boolean asked;
    private boolean seemsDead;

    Liveness(SessionLimits limits, long now) {
        this.after = limits.pingAfter().toNanos();
        this.timeout = limits.pingTimeout().toNanos();
        this.heardAt = now;
    }

    void heard(long now) {
        heardAt = now;
        asked = false;
        seemsDead = false;
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
        lookAt = now + timeout;
        return true;
    }

    /** Whether it was asked and has said nothing in time. */
    boolean dead(long now) {
        if (!asked || now - lookAt < 0) {
            return false;
        }
        if (seemsDead) {
            return true;
        }
        seemsDead = true;
        lookAt = now + SECOND_LOOK;
        return false;
    }

    /** When to look again. */
    long next() {
        if (after == 0) {
            return Long.MAX_VALUE;
        }
        return asked ? lookAt : heardAt + after;
    }
}
