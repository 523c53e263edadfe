package io.sluice.cli.load;

import java.util.SplittableRandom;

/** The times at which the calls of an open loop are due, in nanoseconds since its start. Not for use by many threads. */
final class Schedule {

    private static final double NANOS = 1e9;

    private final Load.Open load;
    private final SplittableRandom random;
    private double at;

    Schedule(Load.Open load) {
        this.load = load;
        this.random = new SplittableRandom(load.seed());
    }

    /** The time of the next call; never before the one before. */
    long next() {
        long due = (long) at;
        at += gap();
        return due;
    }

    private double gap() {
        double mean = NANOS / load.perSecond();
        return switch (load.arrivals()) {
            case UNIFORM -> mean;
            case POISSON -> -Math.log(1 - random.nextDouble()) * mean;
        };
    }

    /** Skips the times that belong to others when several take turns. */
    void skip(int count) {
        for (int i = 0; i < count; i++) {
            next();
        }
    }
}
