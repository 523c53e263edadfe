package io.sluice.pool;

import io.sluice.pool.InstanceState.Draining;
import io.sluice.pool.InstanceState.Starting;
import io.sluice.pool.InstanceState.Stopping;
import io.sluice.pool.InstanceState.Warm;
import io.sluice.pool.MemoryRules.Outcome;
import io.sluice.pool.MemoryRules.Step;
import io.sluice.pool.MemoryState.Room;
import io.sluice.pool.MemoryState.Tenant;
import io.sluice.pool.MemoryState.Want;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds who should make room for one that waits for it: the part of {@link MemoryRules} that chooses. Lives for one decision. */
final class Clearance {

    private final MemoryState state;
    private final Want want;
    private final List<Tenant> tenants;
    private final long now;
    private final List<Step> steps = new ArrayList<>();
    private final Set<InstanceId> reclaiming;
    /** What functions will hold when those are gone that are going. */
    private final Map<String, Long> shares = new HashMap<>();

    private long missing;
    private long reviewAt = Long.MAX_VALUE;

    Clearance(MemoryState state, Want want, List<Tenant> tenants, long now) {
        this.state = state;
        this.want = want;
        this.tenants = tenants;
        this.now = now;
        this.reclaiming = new HashSet<>(state.reclaiming());
    }

    /** The outcome: the steps so far and those that make room. */
    Outcome outcome(List<Step> soFar) {
        missing = want.bytes() - (state.budget() - state.reserved());
        state.held().values().forEach(room -> shares.merge(room.function(), room.bytes(), Long::sum));
        tenants.stream().filter(it -> it.state() instanceof Stopping).forEach(this::goes);
        tenants.stream().filter(it -> isAsked(it) && !isDraining(it)).forEach(this::goes);
        reclaimIdle();
        // What is idle can go at once, so it is not spared because of what is going already, but slowly.
        tenants.stream().filter(Clearance::isDraining).forEach(this::goes);
        withdrawFromTheLargest();
        // To end instances without making room would help nobody.
        boolean enough = missing <= 0;
        if (enough) {
            soFar.addAll(steps);
        }
        return new Outcome(
                new MemoryState(
                        state.budget(), state.held(), state.waiting(), enough ? reclaiming : state.reclaiming()),
                soFar,
                enough ? Long.MAX_VALUE : reviewAt);
    }

    private boolean isAsked(Tenant it) {
        return state.reclaiming().contains(it.instance()) && !(it.state() instanceof Stopping);
    }

    private static boolean isDraining(Tenant it) {
        return it.state() instanceof Draining;
    }

    private void goes(Tenant tenant) {
        @Nullable Room room = state.held().get(tenant.instance());
        if (room != null) {
            missing -= room.bytes();
            shares.merge(room.function(), -room.bytes(), Long::sum);
        }
    }

    private void reclaimIdle() {
        tenants.stream()
                .filter(it -> it.state() instanceof Warm warm && warm.idle() && !isAsked(it))
                .sorted(Comparator.comparingLong(it -> ((Warm) it.state()).idleSince()))
                .filter(it -> !it.label().equals(want.label()))
                .forEach(it -> {
                    if (missing > 0 && mayGo(it, ((Warm) it.state()).idleSince())) {
                        ask(it, new Step.Reclaim(it.instance()));
                    }
                });
    }

    private boolean mayGo(Tenant tenant, long idleSince) {
        @Nullable Room room = state.held().get(tenant.instance());
        if (room == null) {
            return false;
        }
        long rested = PoolRules.plus(idleSince, MemoryRules.REST_NANOS);
        if (room.function().equals(want.function())
                || share(room.function()) - room.bytes() >= share(want.function())
                || rested <= now) {
            return true;
        }
        reviewAt = Math.min(reviewAt, rested);
        return false;
    }

    private void withdrawFromTheLargest() {
        @Nullable Tenant victim = missing > 0 ? victim() : null;
        while (victim != null) {
            ask(victim, new Step.Withdraw(victim.instance()));
            victim = missing > 0 ? victim() : null;
        }
    }

    /** Of the function that holds most: one that has no calls yet, else the one whose calls are over first at the latest. */
    private @Nullable Tenant victim() {
        return tenants.stream()
                .filter(it -> !reclaiming.contains(it.instance()) && isBusy(it))
                .filter(it -> leavesEnough(state.held().get(it.instance())))
                .max(Comparator.<Tenant>comparingLong(it -> share(functionOf(it)))
                        .thenComparing(it -> until(it.state()), Comparator.reverseOrder()))
                .orElse(null);
    }

    private static boolean isBusy(Tenant it) {
        return it.state() instanceof Starting || it.state() instanceof Warm warm && !warm.idle();
    }

    private boolean leavesEnough(@Nullable Room room) {
        return room != null
                && !room.function().equals(want.function())
                && share(room.function()) - room.bytes() >= share(want.function()) + want.bytes();
    }

    private static long until(InstanceState instance) {
        return instance instanceof Warm warm ? warm.busyUntil() : Long.MIN_VALUE;
    }

    private String functionOf(Tenant it) {
        @Nullable Room room = state.held().get(it.instance());
        return room == null ? "" : room.function();
    }

    private void ask(Tenant tenant, Step step) {
        steps.add(step);
        reclaiming.add(tenant.instance());
        goes(tenant);
    }

    private long share(String function) {
        return shares.getOrDefault(function, 0L);
    }
}
