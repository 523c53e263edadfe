package io.sluice.pool;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Runs tasks one after the other, in the order they came, never one inside another. Any thread may bring tasks. A task that
 * comes while none runs is run at once, on the thread that brought it; those that come meanwhile are run along with it, by
 * the same thread, up to a bound: what is left then is handed to the executor. So most tasks cost no change of threads, and no
 * thread serves others for long.
 */
final class Serial implements Executor {

    private static final Logger LOG = Logger.getLogger(Serial.class);

    /** How many tasks of others a thread runs along with its own; each takes a few microseconds. */
    static final int MOST_ALONG = 32;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** How many tasks are queued or running; who takes it from 0 to 1 is the one who runs them. */
    private final AtomicInteger pending = new AtomicInteger();

    private final Executor rest;

    /** @param rest takes over when a thread has done its share; it may run what it is given at once */
    Serial(Executor rest) {
        this.rest = rest;
    }

    @Override
    public void execute(Runnable task) {
        if (pending.compareAndSet(0, 1)) {
            run(task);
            if (pending.decrementAndGet() > 0) {
                drain();
            }
            return;
        }
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        for (int i = 0; i < MOST_ALONG; i++) {
            Runnable task = tasks.poll();
            if (task != null) {
                run(task);
            }
            if (pending.decrementAndGet() == 0) {
                return;
            }
        }
        rest.execute(this::drain);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // The others must still have their turn, whatever befell this one.
            LOG.error("a task of the pool failed", e);
        }
    }
}
