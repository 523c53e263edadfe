package io.sluice.pool;

import io.sluice.pool.WaitLine.Waiting;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for a lease, and who holds how many; a value, never changed. Fair by caller: next is a call of the
 * caller who holds the fewest leases, and of those who hold as many, of the one whose turn was longest ago. So no caller
 * gets more than another who waits too, neither by asking more often nor by calls that take longer (max-min fairness).
 * Calls of one caller are served in the order they came.
 *
 * <p>What happens to a call costs a few steps, however many wait; what concerns all callers, a step for each of them.
 */
final class WaitQueue {

    static final WaitQueue EMPTY = new WaitQueue(new Share[0], 0, Long.MAX_VALUE, Long.MAX_VALUE, 0);

    /** Those who hold leases or wait, in the order of their names; never written to. */
    private final Share[] shares;

    private final int size;
    private final long earliest;
    private final long since;
    private final long turns;

    private WaitQueue(Share[] shares, int size, long earliest, long since, long turns) {
        this.shares = shares;
        this.size = size;
        this.earliest = earliest;
        this.since = since;
        this.turns = turns;
    }

    /**
     * What one caller has of the pool.
     *
     * @param turn when it last got a lease, or came; counted, not timed
     * @param line its calls that wait, or null when none does
     */
    private record Share(
            String caller, int held, long turn, @Nullable WaitLine line) {

        int waiting() {
            return line == null ? 0 : line.size();
        }

        boolean goesBefore(Share other) {
            return held != other.held ? held < other.held : turn < other.turn;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** How many calls wait. */
    int size() {
        return size;
    }

    /** The earliest deadline of those that wait; {@link Long#MAX_VALUE} when none does. */
    long earliest() {
        return earliest;
    }

    /** Since when some call or other has waited; {@link Long#MAX_VALUE} when none does. */
    long since() {
        return since;
    }

    /** How many leases the caller holds. */
    int held(String caller) {
        int at = find(caller);
        return at < 0 ? 0 : shares[at].held();
    }

    /** The caller got a lease without having waited. */
    WaitQueue lent(String caller) {
        int at = find(caller);
        Share share = at < 0
                ? new Share(caller, 1, turns, null)
                : new Share(caller, shares[at].held() + 1, turns, shares[at].line());
        return new WaitQueue(put(at, share), size, earliest, since, turns + 1);
    }

    /** The caller gave a lease back. */
    WaitQueue returned(String caller) {
        int at = find(caller);
        if (at < 0 || shares[at].held() == 0) {
            return this;
        }
        Share share = shares[at];
        return with(at, new Share(caller, share.held() - 1, share.turn(), share.line()), size, earliest);
    }

    WaitQueue add(Waiting one) {
        String caller = one.request().caller();
        int at = find(caller);
        Share share = at < 0
                ? new Share(caller, 0, turns, one)
                : new Share(caller, shares[at].held(), shares[at].turn(), WaitLine.plus(shares[at].line(), one));
        return new WaitQueue(
                put(at, share),
                size + 1,
                Math.min(earliest, one.deadline()),
                size == 0 ? one.since() : since,
                at < 0 ? turns + 1 : turns);
    }

    /** The call whose turn it is, of a queue that is not empty. */
    Waiting first() {
        @Nullable WaitLine next = null;
        @Nullable Share chosen = null;
        for (Share share : shares) {
            if (share.line() != null && (chosen == null || share.goesBefore(chosen))) {
                chosen = share;
                next = share.line();
            }
        }
        if (next == null) {
            throw new IllegalStateException("the queue of waiting calls is empty");
        }
        return next.first();
    }

    /** Without that call, which got a lease. */
    WaitQueue granted(Waiting one) {
        return without(one.request()).lent(one.request().caller());
    }

    /** Without that call; the same when it does not wait. */
    WaitQueue without(Request request) {
        int at = find(request.caller());
        @Nullable WaitLine line = at < 0 ? null : shares[at].line();
        if (line == null) {
            return this;
        }
        @Nullable WaitLine left = WaitLine.minus(line, request.number());
        return left == line ? this : withLine(at, left);
    }

    /** Without those whose deadline is not after that time, which are handed out. */
    WaitQueue inTime(long time, Consumer<Waiting> late) {
        WaitQueue kept = this;
        for (int i = shares.length - 1; i >= 0 && kept.earliest <= time; i--) {
            @Nullable WaitLine line = kept.shares[i].line();
            if (line != null && line.earliest() <= time) {
                kept = kept.withLine(i, WaitLine.inTime(line, time, late));
            }
        }
        return kept;
    }

    /** Only those whose turn comes next, so many; the others are handed out. */
    WaitQueue keep(int most, Consumer<Waiting> others) {
        if (size <= most) {
            return this;
        }
        WaitQueue left = this;
        Waiting[] kept = new Waiting[most];
        for (int i = 0; i < most; i++) {
            kept[i] = left.first();
            left = left.granted(kept[i]);
        }
        WaitQueue next = this;
        for (Share share : left.shares) {
            if (share.line() != null) {
                WaitLine.each(share.line(), others);
                next = next.withLine(next.find(share.caller()), null);
            }
        }
        for (Waiting one : kept) {
            next = next.without(one.request()).add(one);
        }
        return next;
    }

    /** How many calls are served before one more of the caller is. */
    int ahead(String caller) {
        int at = find(caller);
        int own = at < 0 ? 0 : shares[at].waiting();
        int ahead = own;
        for (int i = 0; i < shares.length; i++) {
            ahead += i == at ? 0 : Math.min(shares[i].waiting(), own + 1);
        }
        return ahead;
    }

    /**
     * The call that should give up its place to one more of the caller: the last of whoever has the most that wait, if
     * that one has more even then; otherwise null.
     */
    @Nullable
    Waiting displacedBy(String caller) {
        int at = find(caller);
        int own = at < 0 ? 0 : shares[at].waiting();
        int most = own + 1;
        @Nullable WaitLine longest = null;
        for (Share share : shares) {
            if (share.line() != null && share.waiting() > most) {
                most = share.waiting();
                longest = share.line();
            }
        }
        return longest == null ? null : longest.last();
    }

    private WaitQueue withLine(int at, @Nullable WaitLine line) {
        Share share = shares[at];
        int left = size - share.waiting() + (line == null ? 0 : line.size());
        // Whose calls went decides what is earliest only where it was theirs.
        boolean others = share.line() == null || share.line().earliest() > earliest;
        long bound = others ? earliest : Math.min(earliestBut(at), line == null ? Long.MAX_VALUE : line.earliest());
        return with(at, new Share(share.caller(), share.held(), share.turn(), line), left, bound);
    }

    private long earliestBut(int at) {
        long bound = Long.MAX_VALUE;
        for (int i = 0; i < shares.length; i++) {
            @Nullable WaitLine line = shares[i].line();
            bound = i == at || line == null ? bound : Math.min(bound, line.earliest());
        }
        return bound;
    }

    private WaitQueue with(int at, Share share, int newSize, long bound) {
        Share[] changed = share.held() == 0 && share.line() == null ? removed(at) : put(at, share);
        return new WaitQueue(changed, newSize, bound, newSize == 0 ? Long.MAX_VALUE : since, turns);
    }

    /** As {@link java.util.Arrays#binarySearch}. */
    private int find(String caller) {
        int low = 0;
        int high = shares.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = shares[middle].caller().compareTo(caller);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return ~low;
    }

    private Share[] put(int at, Share share) {
        if (at >= 0) {
            Share[] changed = shares.clone();
            changed[at] = share;
            return changed;
        }
        Share[] grown = new Share[shares.length + 1];
        System.arraycopy(shares, 0, grown, 0, ~at);
        grown[~at] = share;
        System.arraycopy(shares, ~at, grown, ~at + 1, shares.length - ~at);
        return grown;
    }

    private Share[] removed(int at) {
        Share[] shrunk = new Share[shares.length - 1];
        System.arraycopy(shares, 0, shrunk, 0, at);
        System.arraycopy(shares, at + 1, shrunk, at, shrunk.length - at);
        return shrunk;
    }
}
