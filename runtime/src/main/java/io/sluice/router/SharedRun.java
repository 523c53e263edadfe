package io.sluice.router;

import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a function that equal calls wait for. One of them leads: the run has its deadline, trace and origin. Who leaves
 * leaves the others; when all have left, the run is over. Says what is to be done, does nothing itself. Safe for use by many
 * threads; its lock is held for moments, and nothing else is called under it.
 */
final class SharedRun {

    /** Calls beyond are refused. */
    static final int MAX_WAITING = 10_000;

    /** Timers count whole milliseconds, so a deadline may seem to be this far off when it has struck. */
    private static final Duration ROUNDING = Duration.ofMillis(5);

    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private RunRecord record = new RunRecord();
    private @Nullable Waiter leader;
    private @Nullable Cancellable running;
    private boolean over;

    /** What becomes of a call that wants to wait. */
    enum Admission {
        /** It is the first, and has to start the run. */
        LEADS,
        JOINED,
        /** The run came to its end before. */
        OVER,
        FULL
    }

    synchronized Admission admit(Waiter waiter) {
        if (over) {
            return Admission.OVER;
        }
        if (waiting.size() >= MAX_WAITING) {
            return Admission.FULL;
        }
        waiting.add(waiter);
        if (leader != null) {
            return Admission.JOINED;
        }
        leader = waiter;
        return Admission.LEADS;
    }

    /** What is noted of the run; of its second try another than of its first. */
    synchronized RunRecord record() {
        return record;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Notes how to stop a try; false when it is over already, so that it is to be stopped at once. */
    synchronized boolean runs(RunRecord of, Cancellable cancellable) {
        if (over || !record.equals(of)) {
            return false;
        }
        running = cancellable;
        return true;
    }

    /**
     * What a call that stops waiting leaves behind.
     *
     * @param waited whether it still did
     * @param abandoned whether it was the last, so that the run is over
     * @param running what is to be stopped then, if it has started
     */
    record Departure(
            boolean waited, boolean abandoned, @Nullable Cancellable running) {

        /** Stops the run. */
        void stop() {
            if (running != null) {
                running.cancel();
            }
        }
    }

    synchronized Departure leave(Waiter waiter) {
        boolean waited = waiting.remove(waiter);
        boolean abandoned = waited && waiting.isEmpty();
        over |= abandoned;
        return new Departure(waited, abandoned, abandoned ? running : null);
    }

    /** It has a result: those who get it. */
    synchronized List<Waiter> succeed() {
        over = true;
        return all();
    }

    /**
     * What a failure means.
     *
     * @param failed those who get it
     * @param next who leads another try, or null when the run is over
     */
    record Verdict(List<Waiter> failed, @Nullable Waiter next) {}

    /**
     * It has failed. Where that was when the time of its leader was over, and of others was not, it may have been for that
     * reason only: then the one of them who has most time leads another try.
     */
    synchronized Verdict fail(long nowNanos) {
        Optional<Waiter> next = leadersTimeIsOver(nowNanos) ? longest(nowNanos) : Optional.empty();
        if (next.isEmpty()) {
            over = true;
            return new Verdict(all(), null);
        }
        leader = next.get();
        record = new RunRecord();
        running = null;
        List<Waiter> failed =
                waiting.stream().filter(waiter -> isOver(waiter, nowNanos)).toList();
        failed.forEach(waiting::remove);
        return new Verdict(failed, leader);
    }

    private boolean leadersTimeIsOver(long nowNanos) {
        return leader != null && isOver(leader.invocation().deadline(), nowNanos);
    }

    private Optional<Waiter> longest(long nowNanos) {
        return waiting.stream()
                .filter(waiter -> !isOver(waiter, nowNanos))
                .max(Comparator.comparing(waiter -> waiter.deadline().remaining(nowNanos)));
    }

    private static boolean isOver(Waiter waiter, long nowNanos) {
        return isOver(waiter.deadline(), nowNanos);
    }

    private static boolean isOver(Deadline deadline, long nowNanos) {
        return deadline.remaining(nowNanos).compareTo(ROUNDING) <= 0;
    }

    private List<Waiter> all() {
        List<Waiter> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
