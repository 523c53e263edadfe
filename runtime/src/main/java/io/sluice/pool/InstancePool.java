package io.sluice.pool;

import io.sluice.pool.InstanceState.Warm;
import io.sluice.pool.PoolSnapshot.InstanceSnapshot;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one version: brings events to {@link PoolRules} one after the other and performs what they decide.
 * Any thread may call what is not said to be in the pool's turn.
 */
final class InstancePool {

    private static final Logger LOG = Logger.getLogger(InstancePool.class);

    private final InstanceSpec spec;
    private final PoolNode node;
    private final NodeMemory memory;
    private final StartLane lane;
    private final Map<InstanceId, Cancellable> starts = new HashMap<>();
    private final Map<InstanceId, Instance> instances = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile PoolState state;
    private long requests;
    private @Nullable Runnable alarm;
    private long alarmAt = Long.MAX_VALUE;

    InstancePool(
            InstanceSpec spec, PoolSettings settings, String ids, PoolNode node, NodeMemory memory, StartLane lane) {
        this.spec = spec;
        this.node = node;
        this.memory = memory;
        this.lane = lane;
        this.state = PoolState.empty(settings, ids);
    }

    InstanceSpec spec() {
        return spec;
    }

    /** Completes when it was closed and all its instances are gone. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * Passes a call to an instance as soon as there is one; its time-out counts from now. The instance is called on the event
     * loop that this is called on.
     */
    Uni<PoolReply> invoke(Call call) {
        return Uni.createFrom().emitter(emitter -> {
            LeasedCall leased = new LeasedCall(this, call, emitter, node.nanos());
            emitter.onTermination(leased::cancel);
            ask(leased);
        });
    }

    /** Brings a call to the rules. */
    void ask(LeasedCall call) {
        node.serial().execute(() -> request(call));
        call.asked();
    }

    /** A lease is over; an instance that is not reusable gets no further calls. */
    void giveBack(Lease lease, boolean reusable) {
        node.serial()
                .execute(() -> apply(new PoolEvent.LeaseReturned(
                        lease.instance().id(), lease.caller(), node.nanos() - lease.since(), reusable, keepAlive())));
    }

    /** A call that has no lease yet wants none any more. */
    void withdraw(LeasedCall call) {
        node.serial().execute(() -> {
            if (call.isKnown()) {
                apply(new PoolEvent.RequestCancelled(call));
            }
        });
    }

    void submit(PoolEvent event) {
        node.serial().execute(() -> apply(event));
    }

    void prewarm(int count, Duration lasting) {
        node.serial()
                .execute(() -> warm((int) Math.min(count, usable() + memory.free() / spec.memoryBytes()), lasting));
    }

    /** Keeps at least one there, for which others' may end. */
    void start(Duration lasting) {
        node.serial().execute(() -> warm(Math.max(1, usable()), lasting));
    }

    /** Gives an instance back if it is idle; says so if it is not. */
    void reclaim(InstanceId instance, Runnable kept) {
        node.serial().execute(() -> {
            apply(new PoolEvent.RoomReclaimed(instance));
            if (state.instances().stream().anyMatch(it -> it.id().equals(instance) && it instanceof Warm)) {
                kept.run();
            }
        });
    }

    void addTenants(List<MemoryState.Tenant> tenants) {
        for (InstanceState it : state.instances()) {
            tenants.add(new MemoryState.Tenant(spec.label(), it));
        }
    }

    /** How many instances take calls, or will. */
    int usable() {
        int count = 0;
        for (InstanceState it : state.instances()) {
            count += it instanceof InstanceState.Starting || it instanceof Warm ? 1 : 0;
        }
        return count;
    }

    /** What those of its instances hold that have no call. */
    long idleBytes() {
        long count = state.instances().stream()
                .filter(it -> it instanceof Warm warm && warm.idle())
                .count();
        return count * spec.memoryBytes();
    }

    PoolSnapshot snapshot() {
        PoolState now = state;
        return new PoolSnapshot(
                spec.label(),
                spec.function(),
                spec.version(),
                now.instances().stream().map(it -> view(it, node.nanos())).toList(),
                now.waiting().size(),
                now.lastFailure());
    }

    private InstanceSnapshot view(InstanceState it, long now) {
        @Nullable Instance instance = instances.get(it.id());
        long idle = it instanceof Warm warm && warm.idle() ? now - warm.idleSince() : 0;
        return new InstanceSnapshot(
                it.id(),
                it.word(),
                it.inFlight(),
                instance == null ? 0 : instance.pid(),
                instance == null ? 0 : instance.residentBytes(),
                Duration.ofNanos(now - it.since()),
                Duration.ofNanos(idle));
    }

    // In the pool's turn

    private void apply(PoolEvent event) {
        long now = node.nanos();
        Decision decision = PoolRules.decide(state, event, now);
        state = decision.next();
        for (PoolAction action : decision.actions()) {
            perform(action, now);
        }
        wakeAt(decision.wakeAt());
        if (memory.isWanted() && fellIdle(event)) {
            memory.review();
        }
        if (state.ended()) {
            ended.complete(null);
        }
    }

    private void warm(int count, Duration lasting) {
        apply(new PoolEvent.WarmRequested(count, PoolRules.plus(node.nanos(), lasting.toNanos())));
    }

    private boolean fellIdle(PoolEvent event) {
        return event instanceof PoolEvent.LeaseReturned returned && isIdle(returned.instance())
                || event instanceof PoolEvent.InstanceReady ready && isIdle(ready.instance());
    }

    private boolean isIdle(InstanceId instance) {
        return state.instances().stream()
                .anyMatch(it -> it.id().equals(instance) && it instanceof Warm warm && warm.idle());
    }

    private void request(LeasedCall call) {
        if (!call.isOver()) {
            call.takeNumber(requests++);
            apply(new PoolEvent.LeaseRequested(call, call.deadline()));
        }
    }

    private void perform(PoolAction action, long now) {
        switch (action) {
            case PoolAction.ReserveRoom it -> memory.reserve(this, it.instance());
            case PoolAction.FreeRoom it -> memory.free(it.instance());
            case PoolAction.StartInstance it -> lane.enter(new Start(it.instance()));
            case PoolAction.AbandonStart it -> abandon(it.instance());
            case PoolAction.StopInstance it -> stop(it.instance());
            case PoolAction.GrantLease it -> grant(it, now);
            case PoolAction.RejectLease it -> reject(it);
        }
    }

    private void reject(PoolAction.RejectLease it) {
        if (it.why() == PoolAction.Rejection.OVERLOADED) {
            node.listener().overloaded(spec);
        }
        ((LeasedCall) it.request()).rejected(failure(it));
    }

    /** A start that waits for its turn; a call waits for it when more do than the starts that have begun will take. */
    private final class Start implements StartLane.Start {
        private final InstanceId id;

        private Start(InstanceId id) {
            this.id = id;
        }

        @Override
        public InstanceId id() {
            return id;
        }

        @Override
        public boolean isAwaited() {
            return state.waiting().size()
                    > (long) starts.size() * state.settings().concurrency();
        }

        @Override
        public Object version() {
            return InstancePool.this;
        }

        @Override
        public List<InstanceId> atWork() {
            return state.instances().stream()
                    .filter(it -> it instanceof Warm warm && !warm.idle())
                    .map(InstanceState::id)
                    .toList();
        }

        @Override
        public void begin() {
            start(id);
            submit(new PoolEvent.StartBegun(id));
        }
    }

    private void start(InstanceId id) {
        long begun = node.nanos();
        node.listener().started(spec, id, !state.waiting().isEmpty());
        Cancellable start = node.driver()
                .start(id, spec)
                .subscribe()
                .with(instance -> node.serial().execute(() -> ready(instance, begun)), failure -> node.serial()
                        .execute(() -> startFailed(id, failure)));
        starts.put(id, start);
    }

    private void ready(Instance instance, long begun) {
        lane.leave(instance.id());
        if (starts.remove(instance.id()) == null) {
            stop(instance);
            return;
        }
        Duration took = Duration.ofNanos(node.nanos() - begun);
        instances.put(instance.id(), instance);
        LOG.debugf(
                "instance ready function=%s version=%s instance=%s after=%s",
                spec.function(), spec.version(), instance.id(), took);
        node.listener().ready(spec, instance.id(), took);
        apply(new PoolEvent.InstanceReady(instance.id(), keepAlive()));
        instance.exited()
                .subscribe()
                .with(exit -> node.serial().execute(() -> exited(instance.id(), exit)), failure -> node.serial()
                        .execute(() -> exited(instance.id(), unknownExit(failure))));
    }

    private static Instance.Exit unknownExit(Throwable failure) {
        return new Instance.Exit("its end could not be observed: " + failure.getMessage(), false);
    }

    private void startFailed(InstanceId id, Throwable failure) {
        lane.leave(id);
        if (starts.remove(id) == null) {
            return;
        }
        String reason = String.valueOf(failure.getMessage());
        LOG.warnf(
                "instance start failed function=%s version=%s instance=%s reason=%s",
                spec.function(), spec.version(), id, reason);
        node.listener().startFailed(spec, id, reason);
        apply(new PoolEvent.StartFailed(id, reason));
    }

    private void exited(InstanceId id, Instance.Exit exit) {
        instances.remove(id);
        LOG.debugf(
                "instance exited function=%s version=%s instance=%s reason=%s",
                spec.function(), spec.version(), id, exit.reason());
        node.listener().exited(spec, id, exit);
        apply(new PoolEvent.InstanceExited(id, exit.reason()));
    }

    private void abandon(InstanceId id) {
        lane.leave(id);
        @Nullable Cancellable start = starts.remove(id);
        if (start != null) {
            start.cancel();
        }
    }

    private void stop(InstanceId id) {
        @Nullable Instance instance = instances.get(id);
        if (instance != null) {
            stop(instance);
        }
    }

    private void stop(Instance instance) {
        instance.stop(state.settings().stopGrace())
                .subscribe()
                .with(
                        _ -> {},
                        failure -> LOG.warnf(
                                "instance stop failed function=%s version=%s instance=%s reason=%s",
                                spec.function(), spec.version(), instance.id(), failure.getMessage()));
    }

    private void grant(PoolAction.GrantLease it, long now) {
        LeasedCall call = (LeasedCall) it.request();
        @Nullable Instance instance = instances.get(it.instance());
        if (instance == null) {
            throw new IllegalStateException(spec.label() + ": lease on unknown instance " + it.instance());
        }
        Duration waited = Duration.ofNanos(now - call.since());
        call.granted(new Lease(instance, call.caller(), now, waited, it.warmth()));
    }

    private PoolFailure failure(PoolAction.RejectLease it) {
        String message = "function '" + spec.label() + "': " + it.detail();
        return switch (it.why()) {
            case OVERLOADED -> new PoolFailure.Overloaded(message, Duration.ofNanos(it.retryAfter()));
            case TIMED_OUT -> new PoolFailure.TimedOut(message);
            case START_FAILED -> new PoolFailure.StartFailed(message);
            case CLOSED -> new PoolFailure.Closed(message);
        };
    }

    private long keepAlive() {
        return node.keepAlive()
                .of(spec.function(), spec.version(), state.settings())
                .toNanos();
    }

    /** An alarm that comes too early does no harm, so it is only moved forward. */
    private void wakeAt(long at) {
        if (at >= alarmAt) {
            return;
        }
        if (alarm != null) {
            alarm.run();
        }
        alarmAt = at;
        alarm = node.timers().after(Duration.ofNanos(Math.max(0, at - node.nanos())), () -> node.serial()
                .execute(this::tick));
    }

    private void tick() {
        alarm = null;
        alarmAt = Long.MAX_VALUE;
        apply(new PoolEvent.Tick());
    }
}
