package io.sluice.predictor.policy.catalog;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.policy.WarmupPolicy;
import io.sluice.predictor.trace.CallEnded;
import io.sluice.predictor.trace.CallStarted;
import io.sluice.predictor.trace.CallsExpected;
import io.sluice.predictor.trace.InstanceReady;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The bound of everything: it knows all calls to come, and starts each instance just in time for its next one. Nothing is
 * idle but between calls that follow each other within the time of a start, and only the first call ever of a function is
 * cold. For times of calls inside others see {@link FutureCalls}: what is started for calls that are late waits for them,
 * for {@value #MOST_LATE_SECONDS} seconds at most, and as long are instances held of a function whose calls are late. A
 * request that is replayed later than it was recorded moves what it needs.
 */
final class Oracle implements WarmupPolicy {

    private static final long MOST_LATE_SECONDS = 60;
    private static final long MOST_LATE_NANOS = MOST_LATE_SECONDS * 1_000_000_000;

    /** How far ahead plans are handed over: soon enough for every start, and not all at once. */
    private static final long AHEAD_NANOS = 60_000_000_000L;

    private final Map<String, FutureCalls> future;
    private final List<Plan> plans = new ArrayList<>();
    private int nextPlan;

    /** Of each request, which calls of each function haven't come yet, in order; a call's number is its plan's key. */
    private final Map<Integer, Map<String, ArrayDeque<Integer>>> toCome = new HashMap<>();

    /** Which request a call in progress belongs to. */
    private final Map<Long, Integer> requests = new HashMap<>();

    /** How many calls of each function came of those that begin at the same time, by the first of them. */
    private final Map<String, int[]> sameTime = new HashMap<>();

    private int nextRequest;
    private final Levels levels = new Levels();

    /** How many calls of each function came. */
    private final Map<String, Integer> came = new HashMap<>();

    private final Trace trace;

    Oracle(PolicySettings settings) {
        future = FutureCalls.of("oracle", settings);
        trace = Objects.requireNonNull(settings.future());
        future.forEach(this::foresee);
        plans.sort(Comparator.comparingLong(Plan::fromNanos)
                .thenComparing(Plan::function)
                .thenComparingLong(Plan::key));
    }

    private void foresee(String function, FutureCalls calls) {
        for (int i = 0; i < calls.startNanos().length; i++) {
            toCome.computeIfAbsent(calls.request()[i], ignored -> new HashMap<>(2))
                    .computeIfAbsent(function, ignored -> new ArrayDeque<>(1))
                    .add(i);
            if (i > 0) {
                plans.add(plan(function, calls, i, 0));
            }
        }
    }

    private Plan plan(String function, FutureCalls calls, int i, long lateNanos) {
        long startNanos = trace.profile(function).startNanos();
        long at = calls.startNanos()[i] + lateNanos;
        long idle = calls.idleNanos()[i];
        long from = Math.max(0, at - (idle == Levels.NEVER ? startNanos : Math.min(idle, startNanos)));
        return new Plan(function, i, Plan.Counting.TOTAL, calls.level()[i], from, at + MOST_LATE_NANOS, 1);
    }

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public void record(TraceEvent event, Planner planner) {
        handOver(event.atNanos(), planner);
        switch (event) {
            case CallStarted started -> came(started, planner);
            case CallEnded ended -> over(ended, planner);
            case CallsExpected _, InstanceReady _ -> {
                // When starts are over is known already.
            }
        }
    }

    private void came(CallStarted started, Planner planner) {
        levels.started(started);
        came.merge(started.function(), 1, Integer::sum);
        Integer request = started.parent() == 0 ? Integer.valueOf(nextRequest++) : requests.get(started.parent());
        Map<String, ArrayDeque<Integer>> its = request == null ? null : toCome.get(request);
        if (request == null || its == null) {
            return;
        }
        requests.put(started.call(), request);
        ArrayDeque<Integer> same = its.get(started.function());
        Integer number = same == null ? null : same.poll();
        if (number == null) {
            return;
        }
        FutureCalls calls = future.get(started.function());
        if (calls != null) {
            withdraw(started.function(), calls, number, planner);
            if (started.parent() == 0) {
                move(its, started.atNanos() - calls.startNanos()[number], planner);
            }
        }
    }

    /** Calls of the same time may come in any order, so their plans go together, when the last came. */
    private void withdraw(String function, FutureCalls calls, int number, Planner planner) {
        int first = calls.firstOfSameTime(number);
        int[] cameAt = sameTime.computeIfAbsent(function, ignored -> new int[calls.startNanos().length]);
        int together = FutureCalls.countBefore(calls.startNanos(), calls.startNanos()[number] + 1) - first;
        if (++cameAt[first] == together) {
            for (int i = first; i < first + together; i++) {
                planner.withdraw(function, i);
            }
        }
    }

    private void over(CallEnded ended, Planner planner) {
        requests.remove(ended.call());
        String function = ended.function();
        int level = levels.ended(ended);
        FutureCalls calls = future.get(function);
        long now = ended.atNanos();
        if (level > 0 && calls != null && calls.areLate(came.getOrDefault(function, 0), level - 1, now)) {
            planner.plan(new Plan(function, -level, Plan.Counting.TOTAL, level, now, now + MOST_LATE_NANOS, 1));
        }
    }

    /** Plans what the request needs once more: it may be late, and what was planned for it gone. */
    private void move(Map<String, ArrayDeque<Integer>> its, long lateNanos, Planner planner) {
        its.forEach((function, numbers) -> {
            FutureCalls calls = future.get(function);
            for (int number : numbers) {
                if (number > 0 && calls != null) {
                    planner.plan(plan(function, calls, number, lateNanos));
                }
            }
        });
    }

    @Override
    public void wake(long nowNanos, Planner planner) {
        handOver(nowNanos, planner);
    }

    private void handOver(long now, Planner planner) {
        while (nextPlan < plans.size() && plans.get(nextPlan).fromNanos() <= now + AHEAD_NANOS) {
            planner.plan(plans.get(nextPlan++));
        }
        if (nextPlan < plans.size()) {
            planner.wakeAt(plans.get(nextPlan).fromNanos() - AHEAD_NANOS / 2);
        }
    }
}
