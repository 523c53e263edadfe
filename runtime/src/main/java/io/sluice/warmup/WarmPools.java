package io.sluice.warmup;

import java.time.Duration;
import java.util.Optional;

/** What warmup asks of the pools, by the keys that the predictor knows functions by. Nothing blocks. */
interface WarmPools {

    /** What an instance of the function's current version is like; empty when no such function is deployed. */
    Optional<Kind> kind(String function);

    /** How many instances of the current version there are, those that are starting included. */
    int instances(String function);

    /** Keeps so many instances of the current version there for so long; replaces what was asked before. */
    void keep(String function, int instances, Duration lasting);

    /**
     * What an instance is like.
     *
     * @param memoryBytes what it holds of the node's memory
     * @param concurrency how many calls it takes at once
     * @param maxInstances how many there may be
     */
    record Kind(long memoryBytes, int concurrency, int maxInstances) {}
}
