package io.sluice.pool;

import io.sluice.pool.MemoryRules.Outcome;
import io.sluice.pool.MemoryRules.Step;
import io.sluice.pool.MemoryState.Tenant;
import io.sluice.pool.MemoryState.Want;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The memory that this node's instances share. A thin shell around {@link MemoryRules}; in the pools' turn only, but for its figures. */
final class NodeMemory {

    private final PoolNode node;
    private final Supplier<? extends Collection<InstancePool>> pools;
    private final Map<InstanceId, InstancePool> owners = new HashMap<>();
    private volatile MemoryState state;
    private @Nullable Runnable alarm;

    NodeMemory(long budget, PoolNode node, Supplier<? extends Collection<InstancePool>> pools) {
        if (budget < 1) {
            throw new IllegalArgumentException("node memory: the budget must be positive, was " + budget + " bytes");
        }
        this.state = MemoryState.empty(budget);
        this.node = node;
        this.pools = pools;
    }

    void reserve(InstancePool pool, InstanceId instance) {
        owners.put(instance, pool);
        InstanceSpec spec = pool.spec();
        Want want = new Want(instance, spec.function(), spec.label(), spec.memoryBytes());
        perform(MemoryRules.reserve(state, want, tenants(), node.nanos()));
    }

    void free(InstanceId instance) {
        owners.remove(instance);
        perform(MemoryRules.free(state, instance, tenants(), node.nanos()));
    }

    /** Whether somebody waits for room, so that it is worth a {@link #review} when an instance falls idle. */
    boolean isWanted() {
        return !state.waiting().isEmpty();
    }

    void review() {
        perform(MemoryRules.review(state, tenants(), node.nanos()));
    }

    long budget() {
        return state.budget();
    }

    /** How much nobody has or waits for. */
    long free() {
        return isWanted() ? 0 : Math.max(0, state.budget() - state.reserved());
    }

    long reserved() {
        return state.reserved();
    }

    private List<Tenant> tenants() {
        List<Tenant> tenants = new ArrayList<>();
        pools.get().forEach(pool -> pool.addTenants(tenants));
        return tenants;
    }

    private void perform(Outcome outcome) {
        state = outcome.next();
        for (Step step : outcome.steps()) {
            switch (step) {
                case Step.Grant it -> tell(it.instance(), new PoolEvent.RoomGranted(it.instance()));
                case Step.Refuse it -> tell(it.instance(), new PoolEvent.RoomRefused(it.instance(), it.reason()));
                case Step.Reclaim it -> reclaim(it.instance());
                case Step.Withdraw it -> tell(it.instance(), new PoolEvent.RoomWithdrawn(it.instance()));
            }
        }
        reviewAt(outcome.reviewAt());
    }

    private void reviewAt(long at) {
        if (alarm != null) {
            alarm.run();
            alarm = null;
        }
        if (at < Long.MAX_VALUE) {
            alarm = node.timers().after(Duration.ofNanos(Math.max(0, at - node.nanos())), () -> node.serial()
                    .execute(this::review));
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
            owner.reclaim(instance, () -> perform(MemoryRules.kept(state, instance, tenants(), node.nanos())));
        }
    }
}
