package io.sluice.predictor.policy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plans that are in force and those to come, and how many instances they ask for. Whoever carries plans out keeps one:
 * it adds and withdraws what a {@link WarmupPolicy} says, moves the time with {@link #advance}, and asks for
 * {@link #target}. Times are in nanoseconds of the clock of the events. For use by one thread.
 *
 * <p>Idle instances beyond the target are ended at once. Missing ones are started when the target rises or a plan
 * {@linkplain Changes#began begins}, and at no other time: else what was ended for want of memory would be started again by the
 * very plan that was worth least.
 */
public final class PlanBook {

    private final Map<String, FunctionPlans> functions = new HashMap<>();
    private final PlanTimes times = new PlanTimes();
    private long now = Long.MIN_VALUE;

    /** Is told of functions whose plans changed because time went on. */
    public interface Changes {

        /** A plan of the function begins. */
        void began(String function);

        /** A plan of the function is over. */
        void ended(String function);
    }

    /** Adds a plan; one of the same function and key is replaced. One that is over already only takes the other's place. */
    public void plan(Plan plan) {
        if (plan.untilNanos() <= now) {
            withdraw(plan.function(), plan.key());
            return;
        }
        FunctionPlans plans = functions.computeIfAbsent(plan.function(), ignored -> new FunctionPlans());
        PlanEntry replaced = plans.remove(plan.key());
        if (replaced != null) {
            times.remove(replaced);
        }
        PlanEntry entry = new PlanEntry(plan);
        plans.add(entry);
        if (plan.fromNanos() <= now) {
            begin(plans, entry);
        } else {
            entry.changesAt = plan.fromNanos();
            times.add(entry);
        }
    }

    /** Takes back what was planned under that key, if anything is; returns whether it was. */
    public boolean withdraw(String function, long key) {
        FunctionPlans plans = functions.get(function);
        PlanEntry entry = plans == null ? null : plans.remove(key);
        if (entry == null) {
            return false;
        }
        times.remove(entry);
        forgetIfEmpty(function, plans);
        return true;
    }

    /** Moves the time forward: begins and ends what is due, in order. A time that is past changes nothing. */
    public void advance(long toNanos, Changes changes) {
        if (toNanos < now) {
            return;
        }
        now = toNanos;
        for (PlanEntry due = times.first(); due != null && due.changesAt <= now; due = times.first()) {
            times.remove(due);
            change(due, changes);
        }
    }

    private void change(PlanEntry due, Changes changes) {
        String function = due.plan.function();
        FunctionPlans plans = functions.get(function);
        if (plans == null) {
            return;
        }
        if (!due.active && due.plan.untilNanos() > now) {
            begin(plans, due);
            changes.began(function);
            return;
        }
        plans.remove(due.plan.key());
        forgetIfEmpty(function, plans);
        changes.ended(function);
    }

    private void begin(FunctionPlans plans, PlanEntry entry) {
        plans.begin(entry);
        if (entry.plan.untilNanos() != Long.MAX_VALUE) {
            entry.changesAt = entry.plan.untilNanos();
            times.add(entry);
        }
    }

    private void forgetIfEmpty(String function, @Nullable FunctionPlans plans) {
        if (plans != null && plans.isEmpty()) {
            functions.remove(function);
        }
    }

    /**
     * How many instances of a function the plans in force ask for: the larger of the largest TOTAL, and those that are busy
     * and all FREE together.
     *
     * @param busy how many of its instances calls are using or waiting for
     */
    public int target(String function, int busy) {
        FunctionPlans plans = functions.get(function);
        return plans == null ? busy : plans.target(busy);
    }

    /** The largest TOTAL of the function's plans in force, 0 without any. */
    public int total(String function) {
        FunctionPlans plans = functions.get(function);
        return plans == null ? 0 : plans.total();
    }

    /** All FREE of the function's plans in force together, 0 without any. */
    public int free(String function) {
        FunctionPlans plans = functions.get(function);
        return plans == null ? 0 : plans.free();
    }

    /**
     * What an instance more than {@code others} is worth to the plans in force: the value of the best that asks for it, 0 when
     * none does.
     *
     * @param others how many instances of the function there are besides
     */
    public double value(String function, int others) {
        FunctionPlans plans = functions.get(function);
        return plans == null ? 0 : plans.value(others);
    }

    /** When a plan begins or ends next; {@link Long#MAX_VALUE} when none will. */
    public long nextChangeNanos() {
        PlanEntry first = times.first();
        return first == null ? Long.MAX_VALUE : first.changesAt;
    }

    /** How many plans there are, in force and to come. */
    public int size() {
        return functions.values().stream().mapToInt(FunctionPlans::size).sum();
    }

    /** Withdraws everything. */
    public void clear() {
        functions.clear();
        times.clear();
    }
}
