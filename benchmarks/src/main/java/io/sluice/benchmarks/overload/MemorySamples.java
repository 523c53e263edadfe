package io.sluice.benchmarks.overload;

import io.sluice.cli.local.Resident;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A process' resident memory, looked at every second from the start to the end, in MiB. */
final class MemorySamples implements AutoCloseable {

    private static final long EVERY_NANOS = 1_000_000_000;

    private final long pid;
    private final List<Double> mib = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    MemorySamples(long pid) {
        this.pid = pid;
        this.thread = Thread.ofVirtual().start(this::look);
    }

    private void look() {
        while (!closed) {
            synchronized (mib) {
                mib.add(Resident.mib(pid));
            }
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    /** What was seen up to now. */
    List<Double> mib() {
        synchronized (mib) {
            return List.copyOf(mib);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
