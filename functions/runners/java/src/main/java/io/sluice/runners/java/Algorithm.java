package io.sluice.runners.java;

/** What the author wrote, whatever its form. */
interface Algorithm {

    /** Runs before the instance is ready; does not fail for what the author's own code throws. */
    default void load() {}

    /**
     * Answers a call; may block.
     *
     * @throws Throwable what the author's code throws, as it is, or an {@link AlgorithmFailure}
     */
    Result apply(Input input) throws Throwable;
}
