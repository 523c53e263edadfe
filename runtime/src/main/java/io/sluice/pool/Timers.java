package io.sluice.pool;

import java.time.Duration;

/** Runs something once, later. */
@FunctionalInterface
interface Timers {

    /** Runs the task after the delay, on any thread; what it returns forgets about it. */
    Runnable after(Duration delay, Runnable task);
}
