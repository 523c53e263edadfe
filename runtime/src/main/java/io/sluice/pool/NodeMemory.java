package io.sluice.pool;

import io.sluice.pool.MemoryRules.Outcome;
import io.sluice.pool.MemoryRules.Step;
import io.sluice.pool.MemoryState.Idle;
import io.sluice.pool.MemoryState.Want;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The memory that this node's instances share. A thin shell around {@link MemoryRules}; in the pools' turn only, but for its figures. */
final class NodeMemory {

    private final Supplier<? extends Collection<InstancePool>> pools;
    private final Map<InstanceId, InstancePool> owners = new HashMap<>();
    private volatile MemoryState state;

    NodeMemory(long budget, Supplier<? extends Collection<InstancePool>> pools) {
        if (budget < 1) {
            throw new IllegalArgumentException("node memory: the budget must be positive, was " + budget + " bytes");
        }
        this.state = MemoryState.empty(budget);
        this.pools = pools;
    }

    void reserve(InstancePool pool, InstanceId instance) {
        owners.put(instance, pool);
        perform(MemoryRules.reserve(
                state, new Want(instance, pool.spec().label(), pool.spec().memoryBytes()), idle()));
    }

    void free(InstanceId instance) {
        owners.remove(instance);
        perform(MemoryRules.free(state, instance, idle()));
    }

    /** Called when something may have fallen idle. */
    void review() {
        if (!state.waiting().isEmpty()) {
            perform(MemoryRules.review(state, idle()));
        }
    }

    long budget() {
        return state.budget();
    }

    long reserved() {
        return state.reserved();
    }

    private List<Idle> idle() {
        List<Idle> idle = new ArrayList<>();
        pools.get().forEach(pool -> pool.addIdle(idle));
        return idle;
    }

    private void perform(Outcome outcome) {
        state = outcome.next();
        for (Step step : outcome.steps()) {
            switch (step) {
                case Step.Grant it -> tell(it.instance(), new PoolEvent.RoomGranted(it.instance()));
                case Step.Refuse it -> tell(it.instance(), new PoolEvent.RoomRefused(it.instance(), it.reason()));
                case Step.Reclaim it -> reclaim(it.instance());
            }
        }
    }

    private void tell(InstanceId instance, PoolEvent event) {
        @Nullable InstancePool owner = owners.get(instance);
        if (owner != null) {
            owner.submit(event);
        }
    }

    private void reclaim(InstanceId instance) {
        @Nullable InstancePool owner = owners.get(instance);
        if (owner != null) {
            owner.reclaim(instance, () -> perform(MemoryRules.kept(state, instance, idle())));
        }
    }
}
