package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.statistics.FunctionStatistics;
import io.sluice.predictor.statistics.IdleStatistics;
import io.sluice.predictor.statistics.SmallHistogram;
import io.sluice.predictor.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what has fallen idle, step by step of the instances of a function, as the expert says that has cost least.
 *
 * <p>A step has two plans, {@link #keepAliveKey} and {@link #forecastKey}; those of the first are the ones that
 * {@link Plan} names.
 */
final class IdleKeeper {

    /** What the memory and the computing of a start ahead of time cost, as multiples of its length. */
    private static final double START_COST = 10;

    private static final double USUAL_START = 1;

    private final Learned learned;
    private final Timers timers;
    private final Pool first = new Pool(IdleLearner.COUNT);
    private final Pool further = new Pool(IdleLearner.COUNT);
    private final double tau;
    private long changes;

    IdleKeeper(Learned learned, Timers timers, double tau) {
        this.learned = learned;
        this.timers = timers;
        this.tau = tau;
    }

    static long keepAliveKey(int step) {
        return Plan.KEEP_ALIVE - 2L * step;
    }

    static long forecastKey(int step) {
        return Plan.FORECAST - 2L * step;
    }

    /** Lets the pools know what others experienced, unless they have experience of their own. */
    void teach(Statistics others) {
        if (first.isEmpty() && further.isEmpty()) {
            for (FunctionStatistics function : others.functions().values()) {
                for (int group = 0; group < FunctionStatistics.GROUPS; group++) {
                    IdleStatistics idle = function.idleIfAny(group);
                    if (idle != null) {
                        (group == 0 ? first : further).teach(idle);
                    }
                }
            }
        }
    }

    /** A call begins, the so-manieth at once. */
    void called(FunctionState function, int busy, double now, Planner planner) {
        int step = Steps.begunBy(busy);
        IdleTime idle = step < 0 ? null : function.idle(step);
        if (idle == null) {
            return;
        }
        double seconds = Math.max(0, now - idle.since());
        Price price = price(function);
        idle.ended(seconds, price);
        function.setIdle(step, null);
        IdleLearner learner = learner(function, step, now);
        if (learner.ended(idle.advice(), seconds, function.own(), price, now)) {
            changes++;
        }
        if (step == 0 && seconds >= Outlook.SHORT) {
            function.own().addHour(now);
        }
        if (idle.forecast()) {
            planner.withdraw(function.name(), forecastKey(step));
        }
    }

    /** A call is over of so many at once; gives back the first step's idle time when that is what begins. */
    @Nullable
    IdleTime returned(FunctionState function, int busy, double now, Planner planner) {
        int step = Steps.begunBy(busy);
        if (step < 0) {
            return null;
        }
        IdleLearner learner = learner(function, step, now);
        Pool pool = step == 0 ? first : further;
        IdleLearner.Advice advice =
                learner.advise(() -> learned.view(function.name(), function.own()), pool, price(function), now);
        IdleTime idle = new IdleTime(now, advice);
        function.setIdle(step, idle);
        plan(function, step, idle, now, planner);
        timers.lookAt(function, idle.nextStep());
        return step == 0 ? idle : null;
    }

    /** Goes on with what is planned for idle steps of a function. */
    void lookAt(FunctionState function, double now, Planner planner) {
        double next = Double.POSITIVE_INFINITY;
        for (int step = 0; step < function.steps(); step++) {
            IdleTime idle = function.idle(step);
            if (idle == null) {
                continue;
            }
            if (idle.nextLook() <= now) {
                idle.lookedAt(now, price(function));
            }
            if (idle.nextWindowAt() <= now) {
                plan(function, step, idle, now, planner);
            }
            next = Math.min(next, idle.nextStep());
        }
        if (next < Double.POSITIVE_INFINITY) {
            timers.lookAt(function, Math.max(next, now + 1e-3));
        }
    }

    /** How often the use of a function was found to have changed. */
    long changes() {
        return changes;
    }

    Price price(FunctionState function) {
        return new Price(tau, START_COST * start(function).usual());
    }

    FunctionState.StartTime start(FunctionState function) {
        FunctionState.StartTime known = function.startTime();
        if (known == null) {
            SmallHistogram millis =
                    learned.view(function.name(), function.own()).startMillis();
            known = new FunctionState.StartTime(
                    millis.high(0.5, 1000 * USUAL_START) / 1000, millis.high(0.95, 1000 * USUAL_START) / 1000);
            function.setStartTime(known);
        }
        return known;
    }

    private IdleLearner learner(FunctionState function, int step, double now) {
        int group = FunctionStatistics.group(Steps.instances(step));
        IdleLearner there = function.learner(group);
        if (there == null) {
            there = new IdleLearner(
                    group, learned.view(function.name(), function.own()).idle(group), now);
            function.setLearner(group, there);
        }
        return there;
    }

    private void plan(FunctionState function, int step, IdleTime idle, double now, Planner planner) {
        Windows windows = idle.windows();
        int window = idle.windowsPlanned();
        if (window == 0) {
            if (windows.count() > 0 && windows.from(0) <= 0) {
                propose(function, keepAliveKey(step), step, idle, 0, now, planner);
                idle.planned();
                window++;
            } else {
                planner.withdraw(function.name(), keepAliveKey(step));
            }
        }
        if (window < windows.count()) {
            propose(function, forecastKey(step), step, idle, window, now, planner);
            idle.planned();
        }
    }

    private void propose(
            FunctionState function, long key, int step, IdleTime idle, int window, double now, Planner planner) {
        double from = idle.since() + idle.windows().from(window);
        double until = idle.since() + idle.windows().until(window);
        double begin = window == 0 && idle.windows().from(0) <= 0
                ? now
                : from - start(function).high();
        long fromNanos = Clock.nanos(Math.max(now, begin));
        long untilNanos = Clock.nanos(until);
        if (step == 0) {
            function.setKeptUntil(until);
        }
        if (untilNanos > fromNanos) {
            planner.plan(new Plan(
                    function.name(),
                    key,
                    Plan.Counting.TOTAL,
                    Steps.instances(step),
                    fromNanos,
                    untilNanos,
                    idle.worth(window)));
        }
    }
}
