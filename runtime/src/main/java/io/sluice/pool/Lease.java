package io.sluice.pool;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The right to send one call to an instance. Given back once; giving back again does nothing. Any thread may. */
final class Lease {

    private final InstancePool pool;
    private final Instance instance;
    private final String caller;
    private final long since;
    private final Duration waited;
    private final Warmth warmth;
    private final AtomicBoolean held = new AtomicBoolean(true);

    Lease(InstancePool pool, Instance instance, String caller, long since, Duration waited, Warmth warmth) {
        this.pool = pool;
        this.instance = instance;
        this.caller = caller;
        this.since = since;
        this.waited = waited;
        this.warmth = warmth;
    }

    Instance instance() {
        return instance;
    }

    /** Who has it. */
    String caller() {
        return caller;
    }

    /** When it was granted, in nanoseconds of the pool's clock. */
    long since() {
        return since;
    }

    Duration waited() {
        return waited;
    }

    Warmth warmth() {
        return warmth;
    }

    /** Gives it back; an instance that is not reusable gets no further calls. */
    void release(boolean reusable) {
        if (held.compareAndSet(true, false)) {
            pool.giveBack(this, reusable);
        }
    }
}
