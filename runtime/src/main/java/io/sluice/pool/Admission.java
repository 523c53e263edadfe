package io.sluice.pool;

import io.sluice.pool.WaitLine.Waiting;
import java.time.Duration;

/**
 * Whether a call that gets no lease at once may wait for one, or is better told now to come back later. Pure.
 *
 * <ul>
 *   <li>So many calls wait and no more; where none is to wait, those do that an instance is started for. Where they fill the queue, one of a caller who has few waiting takes the place of
 *       the last of the caller who has most.
 *   <li>A call that can't be served before its deadline, at the rate at which calls are served now, is refused.
 *   <li>A burst may fill the queue. A queue that stands is no use to anybody: it costs every call its wait and serves no
 *       more of them. Once calls have waited without a break for longer than calls should, those that would wait longer
 *       than that are refused (the controlled delay of Maurer, Fail at Scale, ACM Queue 2015, after Nichols and
 *       Jacobson, Controlling Queue Delay, ACM Queue 2012).
 * </ul>
 *
 * <p>The last two are left out while instances are being started: how fast calls will be served is not known then.
 *
 * @param places how many calls are served at once; 0: none yet
 * @param growing whether there will soon be more places
 * @param coming how many calls the instances will take at once that are being started, or may be
 * @param now the time, in nanoseconds of the pool's clock
 */
record Admission(
        PoolSettings settings, WaitQueue queue, Pace pace, int places, boolean growing, long coming, long now) {

    /** How long calls should wait at most where the author says nothing: this, or so many times what they take. */
    static final Duration STANDING = Duration.ofSeconds(1);

    static final int STANDING_CALLS = 10;

    /** So much of the wait, one in so many, is added to it: calls take now longer and now shorter. */
    private static final int SPARE = 4;

    private static final Verdict ADMITTED = new Verdict.Admitted();

    /** What becomes of the call. */
    sealed interface Verdict {

        /** It may wait. */
        record Admitted() implements Verdict {}

        /** It may wait in place of another, which is told why. */
        record InPlaceOf(Waiting other, String why) implements Verdict {}

        /** It may not. */
        record Refused(String why) implements Verdict {}
    }

    Verdict of(PoolEvent.LeaseRequested call) {
        String caller = call.request().caller();
        if (places > 0 && !growing) {
            long wait = pace.wait(queue.ahead(caller) + 1, places);
            if (isTooLate(wait, call.deadline())) {
                return new Verdict.Refused("it would wait about " + millis(wait) + " of the "
                        + millis(call.deadline() - now) + " that it has; calls take " + millis(pace.held()));
            }
            if (queue.since() < now - most() && wait > most()) {
                return new Verdict.Refused("calls have waited for " + millis(now - queue.since())
                        + " on end, and it would wait about " + millis(wait) + ", which is more than "
                        + millis(most()));
            }
        }
        long most = settings.maxQueue() == 0 ? coming : settings.maxQueue();
        return queue.size() < most ? ADMITTED : whenFull(caller);
    }

    /** Where others wait too, a call should not only begin before its deadline, but end. */
    private boolean isTooLate(long wait, long deadline) {
        long needed = queue.isEmpty() ? wait : wait + wait / SPARE + pace.held();
        return needed > deadline - now;
    }

    private long most() {
        Duration set = settings.maxWait();
        return set == null ? Math.max(STANDING.toNanos(), STANDING_CALLS * pace.held()) : set.toNanos();
    }

    private Verdict whenFull(String caller) {
        String why = settings.maxQueue() == 0
                ? "all instances are busy, and with 'queue: 0' no call waits"
                : queue.size() + " calls wait already, which is the most";
        Waiting other = queue.displacedBy(caller);
        return other == null
                ? new Verdict.Refused(why)
                : new Verdict.InPlaceOf(
                        other, why + ", and of these the most are this caller's: another took its place");
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
