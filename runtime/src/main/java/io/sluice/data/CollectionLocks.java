package io.sluice.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps what changes a collection apart from what puts files into it. Many collections share a lock; nothing is held for longer than
 * a few steps on disk.
 */
final class CollectionLocks {

    private static final int LOCKS = 64;

    private final ReadWriteLock[] locks = new ReadWriteLock[LOCKS];

    CollectionLocks() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantReadWriteLock();
        }
    }

    /** Something done on disk. */
    interface Step<T> {
        T run() throws IOException;
    }

    /** Beside others that do the same. */
    <T> T shared(Path folder, Step<T> step) throws IOException {
        return within(of(folder).readLock(), step);
    }

    /** Alone. */
    <T> T alone(Path folder, Step<T> step) throws IOException {
        return within(of(folder).writeLock(), step);
    }

    private ReadWriteLock of(Path folder) {
        return locks[Math.floorMod(folder.hashCode(), LOCKS)];
    }

    private static <T> T within(Lock lock, Step<T> step) throws IOException {
        lock.lock();
        try {
            return step.run();
        } finally {
            lock.unlock();
        }
    }
}
