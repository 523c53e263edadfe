package io.sluice.algorithms;

/**
 * What a source tree may be at most.
 *
 * @param files how many files it may have
 * @param bytes how large they may be together
 * @param packBytes how large a push may be
 */
public record CheckOutLimits(int files, long bytes, long packBytes) {

    /** Ample for an algorithm with a model beside it. */
    public static final CheckOutLimits DEFAULT = new CheckOutLimits(20_000, 1L << 30, 512L << 20);
}
