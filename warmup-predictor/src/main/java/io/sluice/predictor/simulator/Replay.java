package io.sluice.predictor.simulator;

import io.sluice.predictor.policy.PlanBook;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.Trace;
import java.util.Arrays;

/**
 * One replay of a trace under one policy. What happens at the same time happens in this order: calls end, instances become
 * ready, the policy wakes, plans begin and end, calls arrive. An instance takes its call before the policy hears of
 * it, and gives it back before; so plans are carried out on what is left.
 */
final class Replay {

    private static final long NEVER = Long.MAX_VALUE;

    private final Trace trace;
    private final FlatTrace flat;
    private final SimulatorSettings settings;
    private final WarmupPolicy policy;
    private final FunctionState[] functions;
    private final Plans plans;
    private final Ledger ledger;
    private final Pool pool;
    private final EventQueue queue = new EventQueue();
    private int nextRequest;

    /** Whether a request is in progress, where they are replayed one after the other. */
    private boolean inRequest;

    /** How many calls wait for an instance. */
    private int waiting;

    private long now;

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
        PlanBook book = new PlanBook();
        plans = new Plans(policy, book, functions);
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
        return Math.max(now, Math.min(Math.min(calls, plans.nextNanos()), pool.nextReadyNanos()));
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
        } else if (plans.nextNanos() <= now) {
            plans.goOn(now);
        } else if (queue.time() <= now && queue.kind() == EventQueue.GIVE_UP) {
            RunningCall call = queue.poll();
            pool.giveUpWaiting(call, function(call), now);
        } else if (queue.time() <= now) {
            arrive(queue.poll());
        } else {
            request();
        }
    }

    private void request() {
        inRequest = settings.coldBeforeEachRequest();
        plans.open();
        int root = flat.roots[nextRequest];
        boolean measured = flat.offset[root] >= settings.measureFromNanos();
        arrive(new RunningCall(root, null, new RunningRequest(flat.entries[nextRequest], measured)));
        nextRequest++;
    }

    /** Makes everything cold for the next request, when requests are replayed one after the other. */
    private void endRequest() {
        inRequest = false;
        plans.close();
        pool.clear(now);
    }

    private void arrive(RunningCall call) {
        FunctionState function = function(call);
        call.arrivedAt = now;
        call.firstEver = function.isFirstCall();
        waiting++;
        long begins = pool.take(call, function, now);
        if (begins == now) {
            begin(call);
        } else if (begins != Pool.LATER) {
            queue.add(begins, EventQueue.GIVE_UP, call);
        }
        RunningCall caller = call.caller;
        plans.record(
                new CallStarted(
                        call.call + 1L,
                        caller == null ? 0 : caller.call + 1L,
                        function.name,
                        call.request.entry,
                        caller == null ? null : function(caller).name,
                        now),
                function);
    }

    private void begin(RunningCall call) {
        FunctionState function = function(call);
        waiting--;
        ledger.began(call, function);
        call.begin(now, flat, queue);
        if (settings.waitForBusy()) {
            function.busyWaits.began(call);
        }
    }

    private void release(RunningCall call) {
        function(call).busyWaits.ended(call);
        RunningCall next = call.instance == null ? null : pool.release(call.instance, now);
        if (next != null) {
            begin(next);
        }
    }

    private void end(RunningCall call) {
        FunctionState function = function(call);
        release(call);
        long waited = call.beganAt - call.arrivedAt;
        plans.record(new CallEnded(call.call + 1L, function.name, waited, call.warmth, now), function);
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
            begin(call);
        }
        FunctionState function = instance.function;
        plans.record(
                new InstanceReady(function.name, now - instance.begunAt, function.profile.memoryBytes(), now),
                function);
    }

    private FunctionState function(RunningCall call) {
        return functions[flat.function[call.call]];
    }

    private void settle() {
        for (FunctionState function = plans.pollDirty(); function != null; function = plans.pollDirty()) {
            pool.settle(function, now);
        }
        pool.beginQueued(now);
    }
}
