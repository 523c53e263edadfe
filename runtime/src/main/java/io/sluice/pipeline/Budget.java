package io.sluice.pipeline;

/** What a run has used up. For one event loop, but for the bytes. */
final class Budget {

    private final PipelineLimits limits;
    private int steps;
    private long data;

    Budget(PipelineLimits limits) {
        this.limits = limits;
    }

    /** One more task. */
    void step(String pointer) {
        steps++;
        if (steps > limits.steps()) {
            throw PipelineError.limit(
                    pointer,
                    "a run has at most " + limits.steps() + " tasks (sluice.pipelines.steps), rounds of loops counted"
                            + " anew; this would be one more");
        }
    }

    /** How many bytes there may be more. */
    synchronized long left() {
        return Math.max(0, limits.data() - data);
    }

    /** So many bytes more. */
    synchronized void data(String pointer, long bytes) {
        data += bytes;
        if (data > limits.data()) {
            throw PipelineError.limit(
                    pointer,
                    "the values of a run have at most " + limits.data()
                            + " bytes together (sluice.pipelines.data), was " + data);
        }
    }
}
