package io.sluice.predictor.simulator;

import io.sluice.predictor.policy.PlanBook;
import io.sluice.predictor.simulator.Instance.State;
import io.sluice.predictor.trace.CallEnded.Warmth;
import org.jspecify.annotations.Nullable;

/** The instances of all functions: which one takes a call, and which are started and ended for the plans. */
final class Pool {

    /** When a call begins is known later. */
    static final long LATER = Long.MAX_VALUE;

    private final FunctionState[] functions;
    private final PlanBook book;
    private final Ledger ledger;
    private final Starts starts;
    private final Memory memory;
    private final boolean waitForBusy;
    private long numbered;

    Pool(FunctionState[] functions, PlanBook book, SimulatorSettings settings, Ledger ledger) {
        this.functions = functions;
        this.book = book;
        this.ledger = ledger;
        starts = new Starts(settings);
        waitForBusy = settings.waitForBusy();
        memory = new Memory(settings.memoryBytes(), functions, book);
    }

    /**
     * Finds an instance for a call that arrives: the idle one that was used last, else one that is being started and has
     * room, else one that is started for it. Returns when it may begin: now, or, at {@link #LATER}, when its instance is
     * ready, or until when it waits for a busy one.
     */
    long take(RunningCall call, FunctionState function, long now) {
        Instance ready = function.roomy.newest() == null ? function.idle.newest() : function.roomy.newest();
        if (ready != null) {
            use(ready, now);
            call.instance = ready;
            return now;
        }
        Instance open = function.openStart();
        long free = waitForBusy && open == null ? function.busyWaits.nextFreeNanos(now) : LATER;
        if (free < now + function.profile.startNanos()) {
            call.warmth = Warmth.PARTIAL;
            function.busyWaits.add(call);
            return Math.max(free, now + 1);
        }
        call.warmth = open == null || open.state == State.QUEUED ? Warmth.COLD : Warmth.PARTIAL;
        join(open == null ? want(function, false, 1, now) : open, call, now);
        return LATER;
    }

    /** A call that waits for a busy instance that isn't free when it was to be has one started, if it still waits. */
    void giveUpWaiting(RunningCall call, FunctionState function, long now) {
        if (function.busyWaits.giveUp(call)) {
            call.warmth = Warmth.COLD;
            join(want(function, false, 1, now), call, now);
        }
    }

    private void use(Instance instance, long now) {
        FunctionState function = instance.function;
        (instance.state == State.IDLE ? function.idle : function.roomy).remove(instance);
        instance.calls++;
        function.move(instance, State.BUSY, now);
        if (instance.hasRoom()) {
            function.roomy.addNewest(instance);
        }
        noteUse(instance, now);
    }

    private void noteUse(Instance instance, long now) {
        if (!instance.used) {
            instance.used = true;
            ledger.firstUse(instance, now);
        }
    }

    private void join(Instance instance, RunningCall call, long now) {
        FunctionState function = instance.function;
        if (instance.state == State.QUEUED && instance.prestarted) {
            starts.remove(instance, now);
            instance.prestarted = false;
        }
        function.claim(instance, call);
        if (instance.state == State.AHEAD) {
            function.move(instance, State.STARTING, now);
        } else if (instance.state == State.QUEUED) {
            function.move(instance, State.QUEUED_FOR_CALL, now);
            beginOrQueue(instance, now);
        }
        noteUse(instance, now);
    }

    private Instance want(FunctionState function, boolean prestart, double value, long now) {
        Instance instance = new Instance(function, prestart, value);
        instance.number = numbered++;
        function.addStarting(instance);
        function.move(instance, State.QUEUED, now);
        return instance;
    }

    private void beginOrQueue(Instance instance, long now) {
        if (starts.hasRoom()) {
            begin(instance, now);
        } else {
            starts.queue(instance);
        }
    }

    private void begin(Instance instance, long now) {
        FunctionState function = instance.function;
        boolean forCall = instance.calls > 0;
        memory.makeRoom(function, forCall ? Double.POSITIVE_INFINITY : instance.value, victim -> end(victim, now));
        if (!memory.hasRoomFor(function) && !forCall) {
            ledger.refused(now);
            function.removeStarting(instance);
            function.move(instance, State.ENDED, now);
            return;
        }
        memory.add(function);
        instance.begunAt = now;
        function.move(instance, forCall ? State.STARTING : State.AHEAD, now);
        starts.begin(instance, now);
        ledger.startBegan(instance);
    }

    private void end(Instance idle, long now) {
        idle.function.idle.remove(idle);
        idle.function.move(idle, State.ENDED, now);
        memory.remove(idle.function);
    }

    /** The next instance whose start is over by then, ready; calls may wait for it. */
    @Nullable
    Instance pollReady(long now) {
        Instance ready = starts.pollReady(now);
        if (ready == null) {
            return null;
        }
        FunctionState function = ready.function;
        RunningCall waiting = ready.calls == 0 ? function.busyWaits.poll() : null;
        if (waiting != null) {
            function.claim(ready, waiting);
            noteUse(ready, now);
        }
        function.removeStarting(ready);
        function.move(ready, ready.calls > 0 ? State.BUSY : State.IDLE, now);
        if (ready.calls == 0) {
            function.idle.addNewest(ready);
        } else if (ready.hasRoom()) {
            function.roomy.addNewest(ready);
        }
        ready.since = now;
        beginQueued(now);
        return ready;
    }

    /** Begins starts whose turn it is. */
    void beginQueued(long now) {
        for (Instance next = starts.pollQueued(); next != null; next = starts.pollQueued()) {
            begin(next, now);
        }
    }

    long nextReadyNanos() {
        return starts.nextReadyNanos();
    }

    /** A call's instance is rid of it; returns the call that it goes to at once, if one waits for that. */
    @Nullable
    RunningCall release(Instance instance, long now) {
        FunctionState function = instance.function;
        RunningCall waiting = function.busyWaits.poll();
        if (waiting != null) {
            waiting.instance = instance;
            return waiting;
        }
        if (instance.hasRoom()) {
            function.roomy.remove(instance);
        }
        instance.calls--;
        instance.since = now;
        function.move(instance, instance.calls > 0 ? State.BUSY : State.IDLE, now);
        (instance.calls > 0 ? function.roomy : function.idle).addNewest(instance);
        return null;
    }

    /**
     * Ends idle instances that no plan wants any more, those used least recently first, and starts those that are missing
     * when a plan began or more are wanted than before, when {@link #beginQueued} is called for all. What was ended for want of memory isn't started again by a plan that
     * goes on.
     */
    void settle(FunctionState function, long now) {
        int target = book.target(function.name, function.busy());
        int free = target - function.busy();
        for (Instance last = function.idle.oldest(); last != null && function.idle.size() > free; ) {
            end(last, now);
            last = function.idle.oldest();
        }
        cancelQueued(function, free, now);
        if (target > function.lastTarget || function.planBegan) {
            prestart(function, free - function.free(), now);
        }
        function.lastTarget = target;
        function.planBegan = false;
    }

    private void cancelQueued(FunctionState function, int free, long now) {
        for (int i = function.starting.size() - 1; i >= 0 && function.free() > free; i--) {
            Instance instance = function.starting.get(i);
            if (instance.state == State.QUEUED) {
                starts.remove(instance, now);
                function.removeStarting(instance);
                function.move(instance, State.ENDED, now);
            }
        }
    }

    private void prestart(FunctionState function, int missing, long now) {
        for (int i = 0; i < missing; i++) {
            double value = book.value(function.name, function.instances());
            starts.queue(want(function, true, value, now));
        }
    }

    /** Ends everything, when no call is in progress. */
    void clear(long now) {
        for (FunctionState function : functions) {
            for (Instance last = function.idle.oldest(); last != null; last = function.idle.oldest()) {
                end(last, now);
            }
            while (!function.starting.isEmpty()) {
                abandon(function.starting.getLast(), now);
            }
            function.lastTarget = 0;
        }
    }

    private void abandon(Instance starting, long now) {
        if (starting.state == State.AHEAD) {
            memory.remove(starting.function);
        }
        starts.remove(starting, now);
        starting.function.removeStarting(starting);
        starting.function.move(starting, State.ENDED, now);
    }

    Memory memory() {
        return memory;
    }
}
