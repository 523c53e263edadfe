package io.sluice.boot;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A generator of its own for each thread, all split from one: no thread waits for another. Fast and unique, but who has seen
 * enough numbers can tell the next ones; not for secrets.
 */
final class ThreadsOwnRandom implements RandomGenerator {

    private final SplittableRandom source;
    private final ThreadLocal<SplittableRandom> own = ThreadLocal.withInitial(this::split);

    ThreadsOwnRandom(long seed) {
        this.source = new SplittableRandom(seed);
    }

    private synchronized SplittableRandom split() {
        return source.split();
    }

    @Override
    public long nextLong() {
        return own.get().nextLong();
    }
}
