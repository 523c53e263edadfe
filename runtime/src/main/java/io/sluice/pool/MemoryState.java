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
 * @param reclaiming instances that were asked to go and hold their room still
 */
record MemoryState(long budget, Map<InstanceId, Room> held, List<Want> waiting, Set<InstanceId> reclaiming) {

    /** What an instance of a function holds. */
    record Room(String function, long bytes) {}

    /** An instance that wants room; the label is its version's, the function what shares are counted by. */
    record Want(InstanceId instance, String function, String label, long bytes) {}

    /** An instance as its pool sees it. */
    record Tenant(String label, InstanceState state) {

        InstanceId instance() {
            return state.id();
        }
    }

    MemoryState {
        held = Map.copyOf(held);
        waiting = List.copyOf(waiting);
        reclaiming = Set.copyOf(reclaiming);
    }

    static MemoryState empty(long budget) {
        return new MemoryState(budget, Map.of(), List.of(), Set.of());
    }

    long reserved() {
        return held.values().stream().mapToLong(Room::bytes).sum();
    }
}
