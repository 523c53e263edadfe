package io.sluice.warmup;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.PlanBook;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.TraceEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Carries out what a policy plans, as far as the pools, the memory and the rate of starts allow. For the learner's thread.
 * Times are in nanoseconds of the events' clock.
 */
final class Keeper implements Planner {

    private static final Logger LOG = Logger.getLogger(Keeper.class);

    /** Instances are asked for again and again, so that they go away by themselves when nobody asks any more. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    private static final long REFRESH_NANOS = Duration.ofSeconds(20).toNanos();

    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final PlanBook book = new PlanBook();
    private final WarmPools pools;
    private final MemoryBudget budget;
    private final StartRate rate;
    private final Map<String, Kept> functions = new HashMap<>();
    private final SequencedSet<String> changed = new LinkedHashSet<>();

    /** Functions that may not have all that is wanted for them, to be tried again. */
    private final Set<String> lacking = new LinkedHashSet<>();

    private long wakeAt = Long.MAX_VALUE;
    private long refreshAt;
    private long retryAt = Long.MAX_VALUE;

    /** What is kept of a function, and how many calls it has. */
    private static final class Kept {
        private int busy;
        private int instances;
    }

    private final PlanBook.Changes changes = new PlanBook.Changes() {
        @Override
        public void began(String function) {
            changed.add(function);
        }

        @Override
        public void ended(String function) {
            changed.add(function);
        }
    };

    Keeper(WarmPools pools, WarmupSettings settings, long now) {
        this.pools = pools;
        this.budget = new MemoryBudget(settings.memoryBytes());
        this.rate = new StartRate(settings.startsPerMinute(), now);
        this.refreshAt = now + REFRESH_NANOS;
    }

    @Override
    public void plan(Plan plan) {
        book.plan(plan);
        changed.add(plan.function());
    }

    @Override
    public void withdraw(String function, long key) {
        if (book.withdraw(function, key)) {
            changed.add(function);
        }
    }

    @Override
    public void wakeAt(long nanos) {
        wakeAt = Math.min(wakeAt, nanos);
    }

    @Override
    public int instances(String function) {
        return pools.instances(function);
    }

    /** How many bytes the instances that are kept take up at most. */
    long bytesKept() {
        return budget.taken();
    }

    /** Whether there is an instance by the plans for one more call of the function. */
    boolean isPlanned(String function) {
        int total = book.total(function);
        if (total == 0 || book.free(function) > 0) {
            return book.free(function) > 0;
        }
        Kept kept = functions.get(function);
        int concurrency = pools.kind(function).map(WarmPools.Kind::concurrency).orElse(1);
        return (long) total * concurrency > (kept == null ? 0 : kept.busy);
    }

    /** Takes notice of an event; before the policy does. */
    void observe(TraceEvent event) {
        switch (event) {
            case CallStarted started -> busy(started.function(), 1);
            case CallEnded ended -> busy(ended.function(), -1);
            case CallsExpected _, InstanceReady _ -> {}
        }
    }

    /** Events were lost: which calls are in progress isn't known any more, and is counted anew. */
    void forgetCalls() {
        functions.values().forEach(kept -> kept.busy = 0);
        functions.values().removeIf(kept -> kept.instances == 0);
    }

    private void busy(String function, int more) {
        Kept kept = functions.computeIfAbsent(function, ignored -> new Kept());
        kept.busy = Math.max(0, kept.busy + more);
        if (kept.instances > 0 || book.free(function) > 0) {
            changed.add(function);
        } else if (kept.busy == 0) {
            functions.remove(function);
        }
    }

    /** Whether the policy wants to be woken now; forgets that it did. */
    boolean isWakeDue(long now) {
        if (now < wakeAt) {
            return false;
        }
        wakeAt = Long.MAX_VALUE;
        return true;
    }

    /** Brings the pools up to what is planned for now. */
    void settle(long now) {
        book.advance(now, changes);
        if (now >= refreshAt) {
            refreshAt = now + REFRESH_NANOS;
            functions.forEach(this::refresh);
        }
        if (now >= retryAt) {
            retryAt = Long.MAX_VALUE;
            changed.addAll(lacking);
            lacking.clear();
        }
        while (!changed.isEmpty()) {
            String function = changed.removeFirst();
            settle(function, now);
        }
    }

    private void refresh(String function, Kept kept) {
        if (kept.instances > 0) {
            kept.instances = -1;
            changed.add(function);
        }
    }

    private void settle(String function, long now) {
        WarmPools.Kind kind = pools.kind(function).orElse(null);
        Kept kept = functions.computeIfAbsent(function, ignored -> new Kept());
        int wanted = kind == null ? 0 : allowed(function, wanted(function, kept, kind), kept, kind, now);
        if (kind != null && wanted != kept.instances) {
            pools.keep(function, wanted, LASTING);
        }
        kept.instances = wanted;
        if (wanted == 0) {
            budget.give(function);
            if (kept.busy == 0 && book.free(function) == 0) {
                functions.remove(function);
            }
        }
    }

    private int wanted(String function, Kept kept, WarmPools.Kind kind) {
        int free = book.free(function);
        int busy = Math.ceilDiv(kept.busy, kind.concurrency());
        return Math.min(kind.maxInstances(), Math.max(book.total(function), free == 0 ? 0 : busy + free));
    }

    private int allowed(String function, int wanted, Kept kept, WarmPools.Kind kind, long now) {
        int there = pools.instances(function);
        int starts = Math.max(0, wanted - there);
        int may = starts == 0 ? wanted : there + rate.take(starts, now);
        double value = book.value(function, 0);
        while (may > 0 && !budget.fits(function, may * kind.memoryBytes(), value)) {
            String other =
                    budget.worthLess(function, may * kind.memoryBytes(), value).orElse(null);
            if (other == null) {
                may--;
            } else {
                dismiss(other);
            }
        }
        if (may < wanted) {
            lacking.add(function);
            retryAt = Math.min(retryAt, now + RETRY_NANOS);
        }
        if (wanted > there) {
            LOG.debugf(
                    "prewarm function=%s instances=%d there=%d allowed=%d value=%.2f busy=%d",
                    function, wanted, there, may, value, kept.busy);
        }
        return may;
    }

    /** Lets a function's instances go that give way to others. */
    private void dismiss(String function) {
        budget.give(function);
        pools.keep(function, 0, Duration.ZERO);
        Kept kept = functions.get(function);
        if (kept != null) {
            kept.instances = 0;
        }
    }
}
