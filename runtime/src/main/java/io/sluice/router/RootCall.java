package io.sluice.router;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client's call, or pipe, and all the calls that are made in its course: how many of these there are now, and what is to be
 * done when it is over. Safe for use by many threads.
 */
public final class RootCall {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final AtomicInteger inside = new AtomicInteger();
    private long number;
    private @Nullable List<Runnable> endings;
    private boolean ended;

    /** Tells it apart from all others of this runtime, until that ends. */
    public synchronized long number() {
        if (number == 0) {
            number = NUMBERS.incrementAndGet();
        }
        return number;
    }

    /**
     * Has something done when the call is over, at once where it is already. It must not block.
     *
     * @param ending runs on the thread that ends the call
     */
    public void onEnd(Runnable ending) {
        synchronized (this) {
            if (!ended) {
                endings = endings == null ? new ArrayList<>() : endings;
                endings.add(ending);
                return;
            }
        }
        ending.run();
    }

    void end() {
        List<Runnable> now;
        synchronized (this) {
            ended = true;
            now = endings == null ? List.of() : endings;
            endings = null;
        }
        now.forEach(Runnable::run);
    }

    /** Counts one more call inside of it, unless there are that many; each that was counted must {@link #leave}. */
    boolean enter(int most) {
        if (inside.incrementAndGet() <= most) {
            return true;
        }
        inside.decrementAndGet();
        return false;
    }

    void leave() {
        inside.decrementAndGet();
    }
}
