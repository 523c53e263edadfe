package io.sluice.cli.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Does something whenever a call is due, in a thread of its own that sleeps in between: a selector's own time-out counts in
 * whole milliseconds, which would be most of what is measured.
 */
final class Alarm implements AutoCloseable {

    private final LongSupplier clock;
    private final Pace pace;
    private final Runnable ring;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long cpu;

    /** @param pace the calls, not shared with anybody */
    Alarm(LongSupplier clock, Pace pace, Runnable ring) {
        this.clock = clock;
        this.pace = pace;
        this.ring = ring;
        this.thread = Thread.ofPlatform().daemon().name("load-alarm").start(this::run);
    }

    private void run() {
        preciseSleep();
        while (!closed && pace.due(0) != Pace.NEVER) {
            sleepUntil(pace.take(0));
            ring.run();
        }
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
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

    /** Processor time that it took, in nanoseconds; 0 while it runs. */
    long cpuNanos() {
        return cpu;
    }

    /** Ends it, and waits for its end. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}
