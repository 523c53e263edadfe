package io.sluice.benchmarks.starts;

/** One way to start something. */
@FunctionalInterface
public interface Start {

    /** Starts it once, ends it, and says what that took; blocks. */
    Sample once() throws Exception;

    /**
     * What one start took.
     *
     * @param nanos from the launch to the first answer, or to the end of what ends by itself
     * @param residentMib its resident memory then; 0 where that makes no sense
     */
    record Sample(long nanos, double residentMib) {}
}
