package io.sluice.pool;

import io.smallrye.mutiny.Uni;

/**
 * Starts instances in one way, such as processes on this host.
 *
 * <p>A driver owes its callers: a started instance is isolated from all others and sees nothing of the runtime's; it is
 * gone when {@link Instance#exited()} says so, whatever it did; it never outlives the runtime. Methods may be called
 * from any thread and never block it; results come on any thread.
 */
public interface InstanceDriver {

    /**
     * Starts an instance and completes when it has said that it is ready. Fails with {@link PoolFailure.StartFailed}
     * when it ends before, says nothing within the start time-out, or cannot be started at all; nothing of it is left
     * running then. Cancelling stops it.
     */
    Uni<Instance> start(InstanceId id, InstanceSpec spec);

    /**
     * How much processor time an instance has used since its start was begun, in nanoseconds; negative where that isn't
     * known. Reads what the kernel has at hand, and waits for nothing.
     */
    default long cpuNanos(InstanceId id) {
        return -1;
    }

    /** Stops everything it started, gracefully first, and gives back what it holds. */
    Uni<Void> close();
}
