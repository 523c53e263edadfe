package io.sluice.predictor.trace;

/** Something that happened to a function. */
public sealed interface TraceEvent permits CallStarted, CallsExpected, CallEnded, InstanceReady {

    /** The function that it happened to. */
    String function();

    /** When, in nanoseconds of the recorder's monotonic clock. */
    long atNanos();
}
