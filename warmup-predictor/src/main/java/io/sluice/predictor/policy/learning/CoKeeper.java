package io.sluice.predictor.policy.learning;

import io.sluice.predictor.policy.Plan;
import io.sluice.predictor.policy.Planner;
import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.Statistics;

/**
 * Keeps what an entry calls while the entry is kept: between the beginning of a request and its first call of another function
 * there is hardly ever time for a start.
 */
final class CoKeeper {

    /** Plans of a function on account of an entry have keys below this, by the entry's number. */
    private static final long KEYS = -1_000;

    /** By what part of its length a plan is longer than needed, so that it isn't replaced after each request. */
    private static final double SLACK = 0.1;

    private final ClosureFinder closures;
    private final IdleKeeper keeper;
    private final double tau;

    CoKeeper(ClosureFinder closures, IdleKeeper keeper, double tau) {
        this.closures = closures;
        this.keeper = keeper;
        this.tau = tau;
    }

    static long key(FunctionState entry) {
        return KEYS - entry.number();
    }

    /** An entry fell idle, and is kept in a window of time, or from now on. */
    void kept(FunctionState entry, IdleTime idle, int window, double now, Planner planner) {
        double from = idle.since() + idle.windows().from(window);
        double until = idle.since() + idle.windows().until(window);
        if (from <= now && entry.closureKeptUntil() >= until) {
            return;
        }
        double longer = until + SLACK * (until - from);
        entry.setClosureKeptUntil(from <= now ? longer : 0);
        Closure closure = closures.find(Statistics.ANY_ENTRY, entry, Decay.SLOW.weight(now));
        for (Closure.Member member : closure.members()) {
            FunctionState function = member.function();
            if (isWorthwhile(member, idle, window) && function.keptUntil() < until) {
                plan(entry, member, Math.max(now, from - keeper.start(function).high()), longer, planner);
            }
        }
    }

    /** Whether what an entry leads to is likely enough a function to be kept with it. */
    boolean keeps(FunctionState entry, FunctionState function, double now) {
        IdleTime idle = entry.idle(0);
        if (idle == null || idle.windowsPlanned() == 0) {
            return false;
        }
        int window = idle.windowsPlanned() - 1;
        return closures.find(Statistics.ANY_ENTRY, entry, Decay.SLOW.weight(now)).members().stream()
                .anyMatch(member -> member.function() == function && isWorthwhile(member, idle, window));
    }

    private boolean isWorthwhile(Closure.Member member, IdleTime idle, int window) {
        return member.probability() * idle.worth(window) * tau >= idle.meanHeld(window);
    }

    private static void plan(FunctionState entry, Closure.Member member, double from, double until, Planner planner) {
        planner.plan(new Plan(
                member.function().name(),
                key(entry),
                Plan.Counting.TOTAL,
                member.instances(),
                Clock.nanos(from),
                Clock.nanos(Math.max(until, from + 1e-3)),
                Math.clamp(member.probability(), 0, 1)));
    }
}
