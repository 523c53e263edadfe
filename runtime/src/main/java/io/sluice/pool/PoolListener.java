package io.sluice.pool;

import java.time.Duration;

/**
 * Told what becomes of instances, and of calls that get none, for metrics and logs. Called in the pools' turn, so never twice at once, on any thread:
 * returns at once and never throws.
 */
public interface PoolListener {

    /** Listens to nothing. */
    PoolListener NONE = new PoolListener() {};

    /**
     * A start was begun.
     *
     * @param awaited whether a call waits for it; otherwise it is ahead of need
     */
    default void started(InstanceSpec spec, InstanceId instance, boolean awaited) {}

    /** An instance is ready, so long after its start was begun. */
    default void ready(InstanceSpec spec, InstanceId instance, Duration startTime) {}

    /** A start failed. */
    default void startFailed(InstanceSpec spec, InstanceId instance, String reason) {}

    /** A call was refused, as the version's instances could not take it in time. */
    default void overloaded(InstanceSpec spec) {}

    /** An instance that was ready is gone. */
    default void exited(InstanceSpec spec, InstanceId instance, Instance.Exit exit) {}
}
