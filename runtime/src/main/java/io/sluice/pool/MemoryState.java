package io.sluice.pool;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who holds what of the node's memory; a value, never changed.
 *
 * @param budget what all instances may use together, in bytes
 * @param held what is reserved, by instance
 * @param waiting who waits for room, in order of arrival
 * @param reclaiming idle instances that were asked to go and hold their room still
 */
record MemoryState(long budget, Map<InstanceId, Long> held, List<Want> waiting, Set<InstanceId> reclaiming) {

    /** An instance that wants room. */
    record Want(InstanceId instance, String label, long bytes) {}

    /** An instance that could be given back, and since when nobody has called it. */
    record Idle(InstanceId instance, String label, long since) {}

    MemoryState {
        held = Map.copyOf(held);
        waiting = List.copyOf(waiting);
        reclaiming = Set.copyOf(reclaiming);
    }

    static MemoryState empty(long budget) {
        return new MemoryState(budget, Map.of(), List.of(), Set.of());
    }

    long reserved() {
        return held.values().stream().mapToLong(Long::longValue).sum();
    }
}
