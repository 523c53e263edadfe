package io.sluice.pool;

import io.sluice.pool.Admission.Verdict;
import io.sluice.pool.PoolAction.Rejection;
import io.sluice.pool.WaitLine.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * The next state while it is being decided on: the calls that wait, and how many instances there should be for them. Lives
 * for one decision and is seen by {@link PoolRules} only.
 */
final class Draft {

    private static final String NO_MORE_CALLS = "the version was removed, or the runtime is stopping";

    private final PoolState before;
    private final PoolSettings settings;
    private final long now;
    private final Actions actions = new Actions();
    private final Fleet fleet;
    private WaitQueue waiting;
    private Pace pace;
    private long started;
    private int warmTarget;
    private long warmUntil;
    private int failures;
    private long retryAt;
    private @Nullable String lastFailure;
    private boolean closed;

    Draft(PoolState state, long now) {
        this.before = state;
        this.settings = state.settings();
        this.now = now;
        this.fleet = new Fleet(state.instances(), now, actions);
        this.waiting = state.waiting();
        this.pace = state.pace();
        this.started = state.started();
        this.warmTarget = state.warmTarget();
        this.warmUntil = state.warmUntil();
        this.failures = state.failures();
        this.retryAt = state.retryAt();
        this.lastFailure = state.lastFailure();
        this.closed = state.closed();
    }

    // Calls

    void expire() {
        if (waiting.earliest() <= now) {
            boolean noRoom = fleet.wantsRoom();
            waiting = waiting.inTime(now, it -> expired(it, noRoom));
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
        Request request = event.request();
        if (closed) {
            reject(request, Rejection.CLOSED, NO_MORE_CALLS);
        } else if (event.deadline() <= now) {
            reject(request, Rejection.TIMED_OUT, "the deadline had passed before the call came");
        } else if (waiting.isEmpty() && fleet.lend(request, now, event.deadline(), settings.concurrency())) {
            waiting = waiting.lent(request.caller());
        } else {
            admit(event);
        }
    }

    private void admit(PoolEvent.LeaseRequested event) {
        Admission admission = new Admission(settings, waiting, pace, places(), mayGrow(), coming(), now);
        switch (admission.of(event)) {
            case Verdict.Admitted _ -> {}
            case Verdict.InPlaceOf it -> {
                waiting = waiting.without(it.other().request());
                reject(it.other().request(), Rejection.OVERLOADED, it.why());
            }
            case Verdict.Refused it -> {
                reject(event.request(), Rejection.OVERLOADED, it.why());
                return;
            }
        }
        waiting = waiting.add(new Waiting(event.request(), now, event.deadline()));
    }

    /** How many calls are served at once. */
    private int places() {
        return fleet.warm() * settings.concurrency();
    }

    private boolean mayGrow() {
        return fleet.isGrowing() || fleet.size() < settings.maxInstances() && now >= retryAt && !fleet.wantsRoom();
    }

    /** How many calls the instances will take at once that are being started, or may be now. */
    private long coming() {
        int more = now >= retryAt ? Math.max(0, settings.maxInstances() - fleet.size()) : 0;
        return (long) (fleet.starting() + more) * settings.concurrency();
    }

    void cancel(Request request) {
        waiting = waiting.without(request);
    }

    void giveBack(PoolEvent.LeaseReturned event) {
        waiting = waiting.returned(event.caller());
        pace = pace.after(event.held());
        if (fleet.returned(event)) {
            failures = 0;
        }
    }

    // Instances

    void roomGranted(InstanceId id) {
        fleet.roomGranted(id);
    }

    void begun(InstanceId id) {
        fleet.begun(id);
    }

    void reclaim(InstanceId id) {
        fleet.reclaim(id);
        giveUpWarmth();
    }

    void end(InstanceId id) {
        fleet.end(id);
        giveUpWarmth();
    }

    /** What others need more is not asked for again, until somebody wants it anew. */
    private void giveUpWarmth() {
        warmTarget = Math.min(warmTarget, fleet.usable());
    }

    void ready(PoolEvent.InstanceReady event) {
        if (fleet.ready(event.instance(), event.keepAlive())) {
            lastFailure = null;
        }
    }

    void startFailed(InstanceId id, String reason) {
        if (fleet.startFailed(id)) {
            failures++;
            failed(reason, PoolRules.backOff(failures));
        }
    }

    void exited(InstanceId id, String reason) {
        if (fleet.exited(id)) {
            // A call may well end its instance: the next caller should not suffer for the first time it happens.
            failures++;
            failed("an instance ended by itself: " + reason, PoolRules.backOff(failures - 1));
        }
    }

    private void failed(String reason, long backOff) {
        lastFailure = reason;
        retryAt = Math.max(retryAt, PoolRules.plus(now, backOff));
    }

    // The pool

    void warm(int count, long until) {
        if (!closed) {
            warmTarget = Math.min(count, settings.maxInstances());
            warmUntil = until;
        }
    }

    void release() {
        warmTarget = 0;
        if (waiting.isEmpty()) {
            fleet.stopIdle(Long.MAX_VALUE, fleet.size());
        }
    }

    void close() {
        closed = true;
        warmTarget = 0;
        waiting = waiting.keep(0, it -> reject(it.request(), Rejection.CLOSED, NO_MORE_CALLS));
        fleet.endAll();
    }

    // What follows from any event

    void settle() {
        if (now >= warmUntil) {
            warmTarget = 0;
        }
        fleet.forceDrained();
        serve();
        if (!closed) {
            scaleOut();
            rejectHopeless();
            withdraw();
            fleet.stopIdle(now, fleet.usable() - warmTarget);
        }
    }

    private void serve() {
        while (!waiting.isEmpty() && fleet.hasCapacity(settings.concurrency())) {
            Waiting next = waiting.first();
            if (waiting.size() > 1 && next.deadline() - now < pace.held()) {
                waiting = waiting.without(next.request());
                reject(next.request(), Rejection.TIMED_OUT, tooLate(next.deadline() - now));
            } else {
                fleet.lend(next.request(), next.since(), next.deadline(), settings.concurrency());
                waiting = waiting.granted(next);
            }
        }
    }

    private String tooLate(long left) {
        return "the call waited for an instance until " + left / 1_000_000
                + " ms of its time were left, and calls take " + pace.held() / 1_000_000 + " ms";
    }

    private void scaleOut() {
        if (now < retryAt || waiting.isEmpty() && warmTarget == 0) {
            return;
        }
        int starting = fleet.starting();
        int usable = fleet.usable();
        while (fleet.size() < settings.maxInstances()
                && (waiting.size() > (long) starting * settings.concurrency() || usable < warmTarget)) {
            fleet.begin(new InstanceId(before.ids() + started++));
            starting++;
            usable++;
        }
    }

    /** While nothing may be started, only those wait on whom an instance can still come. */
    private void rejectHopeless() {
        if (waiting.isEmpty() || now >= retryAt || fleet.warm() > 0) {
            return;
        }
        long hope = (long) fleet.starting() * settings.concurrency();
        String reason = lastFailure == null ? "no instance could be started" : lastFailure;
        waiting = waiting.keep(
                (int) Math.min(hope, Integer.MAX_VALUE),
                it -> actions.add(
                        new PoolAction.RejectLease(it.request(), Rejection.START_FAILED, reason, retryAt - now)));
    }

    /** Gives up starts that have not begun and that nobody needs any more: busy instances fell free sooner. */
    private void withdraw() {
        int starting = fleet.starting();
        if (starting > 0) {
            int needed = (int) ((waiting.size() + settings.concurrency() - 1L) / settings.concurrency());
            fleet.withdraw(Math.min(starting - needed, fleet.usable() - warmTarget));
        }
    }

    private void reject(Request request, Rejection why, String detail) {
        long retryAfter = pace.wait(waiting.ahead(request.caller()) + 1, places());
        actions.add(new PoolAction.RejectLease(
                request, why, detail, Math.max(retryAfter, PoolRules.FIRST_BACK_OFF.toNanos())));
    }

    // The outcome

    Decision decision() {
        PoolState next = new PoolState(
                settings,
                before.ids(),
                started,
                fleet.all(),
                waiting,
                pace,
                warmTarget,
                warmUntil,
                failures,
                retryAt,
                lastFailure,
                closed);
        return new Decision(next, actions.all(), wakeAt());
    }

    private long wakeAt() {
        long wake = Math.min(waiting.earliest(), fleet.nextEnd(warmTarget));
        if (warmTarget > 0) {
            wake = Math.min(wake, warmUntil);
        }
        // What may be started again then: for calls that wait beside a busy instance, or for the warm target.
        if (now < retryAt && (!waiting.isEmpty() || fleet.usable() < warmTarget)) {
            wake = Math.min(wake, retryAt);
        }
        return wake;
    }
}
