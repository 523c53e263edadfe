package io.sluice.predictor.simulator;

/** What is to be known of a request while it is replayed. */
final class RunningRequest {

    final String entry;
    final boolean measured;

    /** Whether its outermost call found an instance ready. */
    boolean entryWarm;

    /** Whether any of its calls had to wait. */
    boolean waited;

    /** The longest start of a function that one of its calls waited for. */
    long longestStartNanos;

    RunningRequest(String entry, boolean measured) {
        this.entry = entry;
        this.measured = measured;
    }
}
