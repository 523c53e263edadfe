package io.sluice.pool;

import io.sluice.pool.MemoryState.Idle;
import io.sluice.pool.MemoryState.Want;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides who gets room in the node's memory. Pure. Those who wait are served in order of arrival; for the first of them
 * idle instances of other pools are reclaimed, least recently used first, once they suffice together.
 */
final class MemoryRules {

    private MemoryRules() {}

    /** What the memory's shell is to do. */
    sealed interface Step {
        record Grant(InstanceId instance) implements Step {}

        record Refuse(InstanceId instance, String reason) implements Step {}

        record Reclaim(InstanceId instance) implements Step {}
    }

    record Outcome(MemoryState next, List<Step> steps) {}

    /** An instance wants room. */
    static Outcome reserve(MemoryState state, Want want, List<Idle> idle) {
        if (want.bytes() > state.budget()) {
            String reason = want.label() + ": one instance needs " + want.bytes()
                    + " bytes of memory, but all instances of this node may use " + state.budget()
                    + " together: lower the function's memory or raise the node's budget";
            return new Outcome(state, List.of(new Step.Refuse(want.instance(), reason)));
        }
        List<Want> waiting = new ArrayList<>(state.waiting());
        waiting.add(want);
        return review(new MemoryState(state.budget(), state.held(), waiting, state.reclaiming()), idle);
    }

    /** An instance is gone, or wants no room any more. */
    static Outcome free(MemoryState state, InstanceId instance, List<Idle> idle) {
        Map<InstanceId, Long> held = new HashMap<>(state.held());
        held.remove(instance);
        List<Want> waiting = state.waiting().stream()
                .filter(it -> !it.instance().equals(instance))
                .toList();
        return review(new MemoryState(state.budget(), held, waiting, without(state.reclaiming(), instance)), idle);
    }

    /** An instance that was to be reclaimed got a call first. */
    static Outcome kept(MemoryState state, InstanceId instance, List<Idle> idle) {
        return review(
                new MemoryState(state.budget(), state.held(), state.waiting(), without(state.reclaiming(), instance)),
                idle);
    }

    /** Serves those who wait, as far as there is room, and reclaims for the next. */
    static Outcome review(MemoryState state, List<Idle> idle) {
        List<Step> steps = new ArrayList<>();
        Map<InstanceId, Long> held = new HashMap<>(state.held());
        List<Want> waiting = new ArrayList<>(state.waiting());
        long free = state.budget() - state.reserved();
        while (!waiting.isEmpty() && waiting.getFirst().bytes() <= free) {
            Want first = waiting.removeFirst();
            held.put(first.instance(), first.bytes());
            free -= first.bytes();
            steps.add(new Step.Grant(first.instance()));
        }
        Set<InstanceId> reclaiming = new HashSet<>(state.reclaiming());
        if (!waiting.isEmpty()) {
            for (InstanceId instance : victims(waiting.getFirst(), free, held, reclaiming, idle)) {
                reclaiming.add(instance);
                steps.add(new Step.Reclaim(instance));
            }
        }
        return new Outcome(new MemoryState(state.budget(), held, waiting, reclaiming), steps);
    }

    private static List<InstanceId> victims(
            Want want, long free, Map<InstanceId, Long> held, Set<InstanceId> reclaiming, List<Idle> idle) {
        long missing = want.bytes() - free;
        for (InstanceId instance : reclaiming) {
            missing -= held.getOrDefault(instance, 0L);
        }
        List<InstanceId> victims = new ArrayList<>();
        for (Idle candidate :
                idle.stream().sorted(Comparator.comparingLong(Idle::since)).toList()) {
            if (missing > 0 && !candidate.label().equals(want.label()) && !reclaiming.contains(candidate.instance())) {
                victims.add(candidate.instance());
                missing -= held.getOrDefault(candidate.instance(), 0L);
            }
        }
        // Giving up warm instances without making room would help nobody.
        return missing > 0 ? List.of() : victims;
    }

    private static Set<InstanceId> without(Set<InstanceId> all, InstanceId one) {
        Set<InstanceId> others = new HashSet<>(all);
        others.remove(one);
        return others;
    }
}
