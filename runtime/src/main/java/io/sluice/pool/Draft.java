package io.sluice.pool;

import io.sluice.pool.InstanceState.Draining;
import io.sluice.pool.InstanceState.Starting;
import io.sluice.pool.InstanceState.Stopping;
import io.sluice.pool.InstanceState.Warm;
import io.sluice.pool.PoolAction.Rejection;
import io.sluice.pool.WaitQueue.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next state while it is being decided on; lives for one decision and is seen by {@link PoolRules} only. */
final class Draft {

    private final PoolState before;
    private final PoolSettings settings;
    private final long now;
    private List<InstanceState> instances;
    private boolean copied;
    private WaitQueue waiting;
    private long started;
    private int warmTarget;
    private long warmUntil;
    private int failures;
    private long retryAt;
    private @Nullable String lastFailure;
    private boolean closed;
    private List<PoolAction> actions = List.of();

    Draft(PoolState state, long now) {
        this.before = state;
        this.settings = state.settings();
        this.now = now;
        this.instances = state.instances();
        this.waiting = state.waiting();
        this.started = state.started();
        this.warmTarget = state.warmTarget();
        this.warmUntil = state.warmUntil();
        this.failures = state.failures();
        this.retryAt = state.retryAt();
        this.lastFailure = state.lastFailure();
        this.closed = state.closed();
    }

    // Events

    void expire() {
        if (waiting.earliest() <= now) {
            boolean noRoom = instances.stream().anyMatch(it -> it instanceof Starting starting && !starting.hasRoom());
            waiting = waiting.retain(it -> it.deadline() > now, it -> expired(it, noRoom));
        }
    }

    private void expired(Waiting it, boolean noRoom) {
        if (noRoom) {
            reject(it.request(), Rejection.OVERLOADED, "the node's memory had no room for another instance in time");
        } else {
            reject(it.request(), Rejection.TIMED_OUT, "the deadline passed while the call waited for an instance");
        }
    }

    void request(PoolEvent.LeaseRequested event) {
        if (closed) {
            reject(event.request(), Rejection.CLOSED, "the version was removed, or the runtime is stopping");
        } else if (event.deadline() <= now) {
            reject(event.request(), Rejection.TIMED_OUT, "the deadline had passed before the call came");
        } else if (waiting.isEmpty() && grant(event.request(), now, event.deadline())) {
            return;
        } else if (waiting.size() >= settings.maxQueue()) {
            reject(event.request(), Rejection.OVERLOADED, waiting.size() + " calls wait already, which is the most");
        } else {
            waiting = waiting.add(new Waiting(event.request(), now, event.deadline()));
        }
    }

    void cancel(Request request) {
        waiting = waiting.retain(it -> it.request() != request, _ -> {});
    }

    void giveBack(PoolEvent.LeaseReturned event) {
        int at = find(event.instance());
        if (at < 0) {
            return;
        }
        InstanceState instance = instances.get(at);
        if (instance instanceof Warm warm && warm.inFlight() > 0) {
            Warm returned = warm.returned(now, event.keepAlive());
            if (event.reusable()) {
                failures = 0;
                set(at, returned);
            } else {
                drain(at, returned);
            }
        } else if (instance instanceof Draining draining && draining.inFlight() > 0) {
            drainFurther(at, draining.returned());
        }
    }

    void roomGranted(InstanceId id) {
        int at = find(id);
        if (at >= 0 && instances.get(at) instanceof Starting starting && !starting.hasRoom()) {
            set(at, starting.withRoom());
            act(new PoolAction.StartInstance(id));
        } else if (at < 0) {
            act(new PoolAction.FreeRoom(id));
        }
    }

    void reclaim(InstanceId id) {
        int at = find(id);
        if (at >= 0 && instances.get(at) instanceof Warm warm && warm.idle()) {
            stop(at);
        }
    }

    void ready(PoolEvent.InstanceReady event) {
        int at = find(event.instance());
        if (at >= 0 && instances.get(at) instanceof Starting starting) {
            set(at, starting.ready(now, event.keepAlive()));
            lastFailure = null;
        }
    }

    void startFailed(InstanceId id, String reason) {
        int at = find(id);
        if (at >= 0 && instances.get(at) instanceof Starting) {
            remove(at);
            failures++;
            failed(reason, PoolRules.backOff(failures));
        }
    }

    void exited(InstanceId id, String reason) {
        int at = find(id);
        if (at < 0) {
            return;
        }
        boolean crashed = instances.get(at) instanceof Warm;
        remove(at);
        if (crashed) {
            // A call may well end its instance: the next caller should not suffer for the first time it happens.
            failures++;
            failed("an instance ended by itself: " + reason, PoolRules.backOff(failures - 1));
        }
    }

    private void failed(String reason, long backOff) {
        lastFailure = reason;
        retryAt = Math.max(retryAt, PoolRules.plus(now, backOff));
    }

    void warm(int count, long until) {
        if (!closed) {
            warmTarget = Math.min(count, settings.maxInstances());
            warmUntil = until;
        }
    }

    void release() {
        warmTarget = 0;
        for (int i = 0; i < instances.size(); i++) {
            if (instances.get(i) instanceof Warm warm && warm.idle() && waiting.isEmpty()) {
                stop(i);
            }
        }
    }

    void close() {
        closed = true;
        warmTarget = 0;
        waiting = waiting.retain(
                _ -> false,
                it -> reject(it.request(), Rejection.CLOSED, "the version was removed, or the runtime is stopping"));
        for (int i = instances.size() - 1; i >= 0; i--) {
            switch (instances.get(i)) {
                case Starting _ -> abandon(i);
                case Warm warm -> drain(i, warm);
                case Draining _, Stopping _ -> {}
            }
        }
    }

    // What follows from any event

    void settle() {
        if (now >= warmUntil) {
            warmTarget = 0;
        }
        forceDrained();
        serve();
        if (!closed) {
            scaleOut();
            rejectHopeless();
            withdraw();
            reap();
        }
    }

    private void forceDrained() {
        for (int i = 0; i < instances.size(); i++) {
            if (instances.get(i) instanceof Draining draining && draining.until() <= now) {
                stop(i);
            }
        }
    }

    private void serve() {
        while (!waiting.isEmpty()) {
            Waiting first = waiting.first();
            if (!grant(first.request(), first.since(), first.deadline())) {
                return;
            }
            waiting = waiting.rest();
        }
    }

    private void scaleOut() {
        if (now < retryAt) {
            return;
        }
        int starting = starting();
        int usable = starting + warm();
        while (instances.size() < settings.maxInstances()
                && (waiting.size() > (long) starting * settings.concurrency() || usable < warmTarget)) {
            begin();
            starting++;
            usable++;
        }
    }

    private void begin() {
        InstanceId id = new InstanceId(before.ids() + started++);
        change().add(new Starting(id, now, false));
        act(new PoolAction.ReserveRoom(id));
    }

    /** While nothing may be started, only those wait on whom an instance can still come. */
    private void rejectHopeless() {
        if (waiting.isEmpty() || now >= retryAt || warm() > 0) {
            return;
        }
        long hope = (long) starting() * settings.concurrency();
        long[] seen = {0};
        String reason = lastFailure == null ? "no instance could be started" : lastFailure;
        waiting = waiting.retain(
                _ -> seen[0]++ < hope,
                it -> act(new PoolAction.RejectLease(it.request(), Rejection.START_FAILED, reason, retryAt - now)));
    }

    /** Gives up the wish for room that nobody needs any more. */
    private void withdraw() {
        long needed = (waiting.size() + settings.concurrency() - 1L) / settings.concurrency();
        int starting = starting();
        int usable = starting + warm();
        for (int i = instances.size() - 1; i >= 0 && starting > needed && usable > warmTarget; i--) {
            if (instances.get(i) instanceof Starting it && !it.hasRoom()) {
                abandon(i);
                starting--;
                usable--;
            }
        }
    }

    private void reap() {
        int usable = starting() + warm();
        for (int i = 0; i < instances.size() && usable > warmTarget; i++) {
            if (instances.get(i) instanceof Warm warm && warm.idle() && warm.idleUntil() <= now) {
                stop(i);
                usable--;
            }
        }
    }

    // Steps

    private boolean grant(Request request, long since, long deadline) {
        int at = choose();
        if (at < 0) {
            return false;
        }
        Warm warm = (Warm) instances.get(at);
        set(at, warm.lent(deadline));
        act(new PoolAction.GrantLease(request, warm.id(), warmth(warm, since)));
        return true;
    }

    private static Warmth warmth(Warm warm, long since) {
        if (warm.readyAt() <= since) {
            return Warmth.WARM;
        }
        return warm.since() < since ? Warmth.PARTIAL : Warmth.COLD;
    }

    private int choose() {
        int best = -1;
        Warm chosen = null;
        for (int i = 0; i < instances.size(); i++) {
            if (instances.get(i) instanceof Warm warm
                    && warm.inFlight() < settings.concurrency()
                    && (chosen == null || better(warm, chosen))) {
                chosen = warm;
                best = i;
            }
        }
        return best;
    }

    private static boolean better(Warm warm, Warm than) {
        return warm.inFlight() != than.inFlight()
                ? warm.inFlight() > than.inFlight()
                : warm.idleSince() > than.idleSince();
    }

    private void drain(int at, Warm warm) {
        drainFurther(at, warm.drain());
    }

    private void drainFurther(int at, Draining draining) {
        set(at, draining);
        if (draining.inFlight() == 0) {
            stop(at);
        }
    }

    private void stop(int at) {
        InstanceState instance = instances.get(at);
        set(at, new Stopping(instance.id(), instance.since()));
        act(new PoolAction.StopInstance(instance.id()));
    }

    private void abandon(int at) {
        act(new PoolAction.AbandonStart(instances.get(at).id()));
        remove(at);
    }

    private void remove(int at) {
        InstanceState gone = change().remove(at);
        act(new PoolAction.FreeRoom(gone.id()));
    }

    private void reject(Request request, Rejection why, String detail) {
        act(new PoolAction.RejectLease(request, why, detail, PoolRules.FIRST_BACK_OFF.toNanos()));
    }

    private int find(InstanceId id) {
        for (int i = 0; i < instances.size(); i++) {
            if (instances.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private int starting() {
        int count = 0;
        for (int i = 0; i < instances.size(); i++) {
            count += instances.get(i) instanceof Starting ? 1 : 0;
        }
        return count;
    }

    private int warm() {
        int count = 0;
        for (int i = 0; i < instances.size(); i++) {
            count += instances.get(i) instanceof Warm ? 1 : 0;
        }
        return count;
    }

    private void set(int at, InstanceState instance) {
        change().set(at, instance);
    }

    private List<InstanceState> change() {
        if (!copied) {
            instances = new ArrayList<>(instances);
            copied = true;
        }
        return instances;
    }

    private void act(PoolAction action) {
        if (actions.isEmpty()) {
            actions = List.of(action);
            return;
        }
        if (actions.size() == 1) {
            actions = new ArrayList<>(actions);
        }
        actions.add(action);
    }

    // The outcome

    Decision decision() {
        PoolState next = new PoolState(
                settings,
                before.ids(),
                started,
                copied ? Collections.unmodifiableList(instances) : instances,
                waiting,
                warmTarget,
                warmUntil,
                failures,
                retryAt,
                lastFailure,
                closed);
        return new Decision(next, actions, wakeAt());
    }

    private long wakeAt() {
        long wake = waiting.earliest();
        int usable = 0;
        long idle = Long.MAX_VALUE;
        for (int i = 0; i < instances.size(); i++) {
            switch (instances.get(i)) {
                case Warm warm -> {
                    usable++;
                    idle = warm.idle() ? Math.min(idle, warm.idleUntil()) : idle;
                }
                case Draining draining -> wake = Math.min(wake, draining.until());
                case Starting _ -> usable++;
                case Stopping _ -> {}
            }
        }
        if (warmTarget > 0) {
            wake = Math.min(wake, warmUntil);
        }
        if (usable > warmTarget) {
            wake = Math.min(wake, idle);
        }
        // What may be started again then: for calls that wait beside a busy instance, or for the warm target.
        if (now < retryAt && (!waiting.isEmpty() || usable < warmTarget)) {
            wake = Math.min(wake, retryAt);
        }
        return wake;
    }
}
