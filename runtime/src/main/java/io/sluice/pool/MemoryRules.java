package io.sluice.pool;

import io.sluice.pool.MemoryState.Room;
import io.sluice.pool.MemoryState.Tenant;
import io.sluice.pool.MemoryState.Want;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who gets room in the node's memory. Pure. Fair by function: room goes first to the function that holds least,
 * and of those that hold as much, to the one that asked first.
 *
 * <p>For the first that waits, others are asked to give room back, once what they hold suffices:
 *
 * <ul>
 *   <li>idle instances, least recently used first; but one that was used in the last while stays, unless its function keeps
 *       as much as the one that wants more has: who is busy takes from those who rest, not from those who are called now
 *       and then;
 *   <li>where that is not enough, instances of the functions that hold most, which finish their calls first; only as long
 *       as such a function keeps as much as the other will have (max-min fairness), so that what was given is never asked
 *       back.
 * </ul>
 */
final class MemoryRules {

    /** For how long an instance that is idle is still in use. */
    static final long REST_NANOS = 30_000_000_000L;

    private MemoryRules() {}

    /** What the memory's shell is to do. */
    sealed interface Step {
        record Grant(InstanceId instance) implements Step {}

        record Refuse(InstanceId instance, String reason) implements Step {}

        /** Ask for an instance if it is idle still. */
        record Reclaim(InstanceId instance) implements Step {}

        /** Ask for an instance whatever it does; it may finish that. */
        record Withdraw(InstanceId instance) implements Step {}
    }

    /**
     * What was decided.
     *
     * @param reviewAt when more may be reclaimed because time went by; {@link Long#MAX_VALUE}: never
     */
    record Outcome(MemoryState next, List<Step> steps, long reviewAt) {}

    /** An instance wants room. */
    static Outcome reserve(MemoryState state, Want want, List<Tenant> tenants, long now) {
        if (want.bytes() > state.budget()) {
            String reason = want.label() + ": one instance needs " + want.bytes()
                    + " bytes of memory, but all instances of this node may use " + state.budget()
                    + " together: lower the function's memory or raise the node's budget";
            return new Outcome(state, List.of(new Step.Refuse(want.instance(), reason)), Long.MAX_VALUE);
        }
        List<Want> waiting = new ArrayList<>(state.waiting());
        waiting.add(want);
        return review(new MemoryState(state.budget(), state.held(), waiting, state.reclaiming()), tenants, now);
    }

    /** An instance is gone, or wants no room any more. */
    static Outcome free(MemoryState state, InstanceId instance, List<Tenant> tenants, long now) {
        Map<InstanceId, Room> held = new HashMap<>(state.held());
        held.remove(instance);
        List<Want> waiting = state.waiting().stream()
                .filter(it -> !it.instance().equals(instance))
                .toList();
        return review(
                new MemoryState(state.budget(), held, waiting, without(state.reclaiming(), instance)), tenants, now);
    }

    /** An instance that was to be reclaimed got a call first. */
    static Outcome kept(MemoryState state, InstanceId instance, List<Tenant> tenants, long now) {
        return review(
                new MemoryState(state.budget(), state.held(), state.waiting(), without(state.reclaiming(), instance)),
                tenants,
                now);
    }

    /** Serves those who wait, as far as there is room, and makes room for the next. */
    static Outcome review(MemoryState state, List<Tenant> tenants, long now) {
        List<Step> steps = new ArrayList<>();
        Map<InstanceId, Room> held = new HashMap<>(state.held());
        List<Want> waiting = new ArrayList<>(state.waiting());
        long free = state.budget() - state.reserved();
        Optional<Want> next = next(waiting, held);
        while (next.isPresent() && next.get().bytes() <= free) {
            Want first = next.get();
            waiting.remove(first);
            held.put(first.instance(), new Room(first.function(), first.bytes()));
            free -= first.bytes();
            steps.add(new Step.Grant(first.instance()));
            next = next(waiting, held);
        }
        MemoryState served = new MemoryState(state.budget(), held, waiting, state.reclaiming());
        return next.isEmpty()
                ? new Outcome(served, steps, Long.MAX_VALUE)
                : new Clearance(served, next.get(), tenants, now).outcome(steps);
    }

    private static Optional<Want> next(List<Want> waiting, Map<InstanceId, Room> held) {
        Map<String, Long> shares = new HashMap<>();
        held.values().forEach(room -> shares.merge(room.function(), room.bytes(), Long::sum));
        return waiting.stream().min(Comparator.comparingLong(it -> shares.getOrDefault(it.function(), 0L)));
    }

    private static Set<InstanceId> without(Set<InstanceId> all, InstanceId one) {
        Set<InstanceId> others = new HashSet<>(all);
        others.remove(one);
        return others;
    }
}
