package io.sluice.pool;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait, first come first served: an immutable queue of two lists (Okasaki, Purely Functional Data
 * Structures, 5.2), so that adding and taking cost the same however many wait. Removing others costs a walk.
 *
 * @param earliest no waiting call's deadline lies before this; {@link Long#MAX_VALUE} when none waits
 */
record WaitQueue(@Nullable Link front, @Nullable Link rear, int size, long earliest) {

    static final WaitQueue EMPTY = new WaitQueue(null, null, 0, Long.MAX_VALUE);

    /** A waiting call, when it came and until when it may wait. */
    record Waiting(Request request, long since, long deadline) {}

    record Link(Waiting waiting, @Nullable Link next) {}

    boolean isEmpty() {
        return size == 0;
    }

    WaitQueue add(Waiting waiting) {
        long bound = Math.min(earliest, waiting.deadline());
        if (front == null) {
            return new WaitQueue(new Link(waiting, null), null, 1, bound);
        }
        return new WaitQueue(front, new Link(waiting, rear), size + 1, bound);
    }

    /** The one that came first, of a queue that is not empty. */
    Waiting first() {
        if (front == null) {
            throw new IllegalStateException("the queue of waiting calls is empty");
        }
        return front.waiting();
    }

    /** Without the first. */
    WaitQueue rest() {
        if (size <= 1 || front == null) {
            return EMPTY;
        }
        Link next = front.next();
        return next == null
                ? new WaitQueue(reverse(rear), null, size - 1, earliest)
                : new WaitQueue(next, rear, size - 1, earliest);
    }

    /** Only those that are to stay, in order; the others are handed out in order. */
    WaitQueue retain(Predicate<Waiting> stays, Consumer<Waiting> others) {
        WaitQueue kept = EMPTY;
        for (WaitQueue left = this; !left.isEmpty(); left = left.rest()) {
            Waiting waiting = left.first();
            if (stays.test(waiting)) {
                kept = kept.add(waiting);
            } else {
                others.accept(waiting);
            }
        }
        return kept;
    }

    private static @Nullable Link reverse(@Nullable Link list) {
        Link reversed = null;
        for (Link link = list; link != null; link = link.next()) {
            reversed = new Link(link.waiting(), reversed);
        }
        return reversed;
    }
}
