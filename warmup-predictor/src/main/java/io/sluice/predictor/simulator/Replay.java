package io.sluice.predictor.simulator;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.PlanBook;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.Trace;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One replay of a trace under one policy. What happens at the same time happens in this order: calls end, instances become
 * ready, the policy wakes, plans begin and end, calls arrive. An instance takes its call before the policy hears of
 * it, and gives it back before; so plans are carried out on what is left.
 */
final class Replay implements Planner, PlanBook.Changes {

    private static final long NEVER = Long.MAX_VALUE;

    private final Trace trace;
    private final FlatTrace flat;
    private final SimulatorSettings settings;
    private final WarmupPolicy policy;
    private final FunctionState[] functions;
    private final Map<String, FunctionState> byName = new HashMap<>();
    private final PlanBook book = new PlanBook();
    private final Ledger ledger;
    private final Pool pool;
    private final EventQueue queue = new EventQueue();
    private final ArrayDeque<FunctionState> dirty = new ArrayDeque<>();
    private int nextRequest;

    /** Whether a request is in progress, where they are replayed one after the other. */
    private boolean inRequest;

    /** How many calls wait for an instance. */
    private int waiting;

    private long now;
    private long wakeAt = NEVER;

    Replay(Trace trace, FlatTrace flat, SimulatorSettings settings, WarmupPolicy policy) {
        this.trace = trace;
        this.flat = flat;
        this.settings = settings;
        this.policy = policy;
        MeasuredTime measured = new MeasuredTime(
                settings.measureFromNanos(),
                settings.coldBeforeEachRequest() ? NEVER : Math.max(settings.measureFromNanos(), trace.lengthNanos()));
        functions = new FunctionState[flat.functions.size()];
        Arrays.setAll(functions, i -> new FunctionState(flat.functions.get(i), flat.profiles.get(i), measured));
        for (FunctionState function : functions) {
            byName.put(function.name, function);
        }
        ledger = new Ledger(measured, settings.computeFraction());
        pool = new Pool(functions, book, settings, ledger);
    }

    SimulatorResult run() {
        for (long next = nextTime(); next != NEVER && !isOver(next); next = nextTime()) {
            now = next;
            step();
            settle();
            if (inRequest && isQuiet()) {
                endRequest();
            }
        }
        now = settings.coldBeforeEachRequest() ? now : Math.max(now, trace.lengthNanos());
        return Results.of(trace, policy, functions, ledger, pool.memory(), now);
    }

    /** Requests that were made are seen to their end; then nothing is waited for but the end of the trace. */
    private boolean isOver(long next) {
        return nextRequest == flat.roots.length
                && isQuiet()
                && (settings.coldBeforeEachRequest() || next > trace.lengthNanos());
    }

    private long nextTime() {
        long calls = Math.min(queue.time(), requestTime());
        long plans = Math.min(book.nextChangeNanos(), wakeAt);
        return Math.max(now, Math.min(Math.min(calls, plans), pool.nextReadyNanos()));
    }

    private long requestTime() {
        if (nextRequest == flat.roots.length) {
            return NEVER;
        }
        boolean mayArrive = !settings.coldBeforeEachRequest() || isQuiet();
        return mayArrive ? Math.max(now, flat.offset[flat.roots[nextRequest]]) : NEVER;
    }

    /** No call is in progress. */
    private boolean isQuiet() {
        return queue.isEmpty() && waiting == 0;
    }

    private void step() {
        if (queue.time() <= now && queue.kind() == EventQueue.END) {
            end(queue.poll());
        } else if (pool.nextReadyNanos() <= now) {
            ready();
        } else if (wakeAt <= now) {
            wakeAt = NEVER;
            policy.wake(now, this);
        } else if (book.nextChangeNanos() <= now) {
            book.advance(now, this);
        } else if (queue.time() <= now) {
            arrive(queue.poll());
        } else {
            request();
        }
    }

    private void request() {
        inRequest = settings.coldBeforeEachRequest();
        int root = flat.roots[nextRequest];
        boolean measured = flat.offset[root] >= settings.measureFromNanos();
        arrive(new RunningCall(root, null, new RunningRequest(flat.entries[nextRequest], measured)));
        nextRequest++;
    }

    /** Makes everything cold for the next request, when requests are replayed one after the other. */
    private void endRequest() {
        inRequest = false;
        book.clear();
        pool.clear(now);
    }

    private void arrive(RunningCall call) {
        FunctionState function = function(call);
        call.arrivedAt = now;
        boolean ready = pool.take(call, function, now);
        ledger.arrived(call, function);
        if (ready) {
            call.begin(now, flat, queue);
        } else {
            waiting++;
        }
        RunningCall caller = call.caller;
        book.advance(now, this);
        policy.record(
                new CallStarted(
                        call.call + 1L,
                        caller == null ? 0 : caller.call + 1L,
                        function.name,
                        call.request.entry,
                        caller == null ? null : function(caller).name,
                        now),
                this);
        markDirty(function);
    }

    private void end(RunningCall call) {
        FunctionState function = function(call);
        Instance instance = call.instance;
        if (instance != null) {
            pool.release(instance, now);
        }
        long waited = call.beganAt - call.arrivedAt;
        book.advance(now, this);
        policy.record(new CallEnded(call.call + 1L, function.name, waited, call.warmth, now), this);
        markDirty(function);
        RunningCall caller = call.caller;
        if (caller == null) {
            ledger.requestEnded(call.request, now - call.arrivedAt - flat.duration[call.call]);
        } else {
            caller.childEnded(call, now, flat, queue);
        }
    }

    private void ready() {
        Instance instance = pool.pollReady(now);
        if (instance == null) {
            return;
        }
        for (RunningCall call = instance.pollWaiting(); call != null; call = instance.pollWaiting()) {
            waiting--;
            call.begin(now, flat, queue);
        }
        FunctionState function = instance.function;
        book.advance(now, this);
        policy.record(
                new InstanceReady(function.name, now - instance.begunAt, function.profile.memoryBytes(), now), this);
        markDirty(function);
    }

    private FunctionState function(RunningCall call) {
        return functions[flat.function[call.call]];
    }

    private void settle() {
        for (FunctionState function = dirty.poll(); function != null; function = dirty.poll()) {
            function.dirty = false;
            pool.settle(function, now);
        }
    }

    private void markDirty(@Nullable FunctionState function) {
        if (function != null && !function.dirty) {
            function.dirty = true;
            dirty.add(function);
        }
    }

    @Override
    public void began(String function) {
        FunctionState state = byName.get(function);
        if (state != null) {
            state.planBegan = true;
        }
        markDirty(state);
    }

    @Override
    public void ended(String function) {
        markDirty(byName.get(function));
    }

    /** Plans for functions that the trace doesn't call are dropped, and those between requests that find everything cold. */
    @Override
    public void plan(Plan plan) {
        FunctionState function = byName.get(plan.function());
        if (function != null && inRequest == settings.coldBeforeEachRequest()) {
            book.plan(plan);
            markDirty(function);
        }
    }

    @Override
    public void withdraw(String function, long key) {
        if (book.withdraw(function, key)) {
            markDirty(byName.get(function));
        }
    }

    /** A time that is past is the next nanosecond, so that a policy that always wants to be woken doesn't stop the clock. */
    @Override
    public void wakeAt(long nanos) {
        wakeAt = Math.min(wakeAt, Math.max(nanos, now + 1));
    }

    @Override
    public int instances(String function) {
        FunctionState state = byName.get(function);
        return state == null ? 0 : state.instances();
    }
}
