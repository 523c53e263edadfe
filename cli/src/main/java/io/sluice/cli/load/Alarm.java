package io.sluice.cli.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Wakes an event loop whenever a call is due: a selector's own time-out counts in whole milliseconds, which would be most of
 * what is measured. A thread of its own, which sleeps in between.
 */
final class Alarm implements AutoCloseable {

    private final LongSupplier clock;
    private final Pace pace;
    private final Runnable wake;
    private final Thread thread;
    private volatile boolean closed;

    /** @param pace the same calls as the event loop's, in a copy */
    Alarm(LongSupplier clock, Pace pace, Runnable wake) {
        this.clock = clock;
        this.pace = pace;
        this.wake = wake;
        this.thread = Thread.ofPlatform().daemon().name("load-alarm").start(this::run);
    }

    private void run() {
        preciseSleep();
        while (!closed && pace.due(0) != Pace.NEVER) {
            sleepUntil(pace.take(0));
            wake.run();
        }
    }

    private void sleepUntil(long due) {
        for (long left = due - clock.getAsLong(); left > 0 && !closed; left = due - clock.getAsLong()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Linux lets sleeping threads oversleep by 50 us, to save power; here it would add to every latency. */
    private static void preciseSleep() {
        try {
            Path own = Path.of("/proc/thread-self").toRealPath().getFileName();
            Files.writeString(Path.of("/proc").resolve(own).resolve("timerslack_ns"), "1");
        } catch (IOException e) {
            // Elsewhere threads sleep as they do.
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
