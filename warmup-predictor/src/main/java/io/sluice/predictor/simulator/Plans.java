package io.sluice.predictor.simulator;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.PlanBook;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets a policy know and plan, and keeps which functions' plans are to be looked at in consequence. */
final class Plans implements Planner, PlanBook.Changes {

    private final WarmupPolicy policy;
    private final PlanBook book;
    private final Map<String, FunctionState> byName = new HashMap<>();
    private final ArrayDeque<FunctionState> dirty = new ArrayDeque<>();
    private boolean closed;
    private long now;
    private long wakeAt = Long.MAX_VALUE;

    Plans(WarmupPolicy policy, PlanBook book, FunctionState[] functions) {
        this.policy = policy;
        this.book = book;
        for (FunctionState function : functions) {
            byName.put(function.name, function);
        }
    }

    /** When the policy is to be woken, or a plan begins or ends. */
    long nextNanos() {
        return Math.min(wakeAt, book.nextChangeNanos());
    }

    /** Does what is due: wakes the policy, then begins and ends plans. */
    void goOn(long nanos) {
        now = nanos;
        if (wakeAt <= now) {
            wakeAt = Long.MAX_VALUE;
            policy.wake(now, this);
        }
        book.advance(now, this);
    }

    /** Lets the policy know, after plans that begin or end by then. */
    void record(TraceEvent event, FunctionState function) {
        now = event.atNanos();
        book.advance(now, this);
        policy.record(event, this);
        markDirty(function);
    }

    /** Plans are dropped from now on, and all that there are withdrawn. */
    void close() {
        closed = true;
        book.clear();
    }

    /** Plans count from now on. */
    void open() {
        closed = false;
    }

    /** The next function whose plans or calls changed; null when all were looked at. */
    @Nullable
    FunctionState pollDirty() {
        FunctionState function = dirty.poll();
        if (function != null) {
            function.dirty = false;
        }
        return function;
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

    /** Plans for functions that the trace doesn't call are dropped. */
    @Override
    public void plan(Plan plan) {
        FunctionState function = byName.get(plan.function());
        if (function != null && !closed) {
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
