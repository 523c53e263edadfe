package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.FunctionStatistics;
import io.sluice.predictor.statistics.IdleStatistics;
import java.util.function.Supplier;

/**
 * Chooses how to keep the instances of one group of one function: what each expert proposes when one falls idle, what that
 * would have cost once it is known when it was used again, and so whom to listen to. Prediction with expert advice under
 * full information (Cesa-Bianchi and Lugosi, "Prediction, Learning, and Games", 2006), the leader followed, with forgetting.
 */
final class IdleLearner {

    private static final Expert[] EXPERTS = Expert.values();

    /** How many experts there are. */
    static final int COUNT = EXPERTS.length;

    /** What a cost weighs after one more idle time. */
    private static final double FORGETTING = 0.99;

    /** For how many idle times of a function's own what the pool experienced counts. */
    private static final double SHRINKAGE = 3;

    /** For how many idle times at most what is known from elsewhere or from before counts. */
    private static final double INHERITED = 8;

    /** For how many idle times only what is known of today counts after a change. */
    private static final int CHANGED = 64;

    /** Beyond so many idle times, proposals are renewed after each sixteenth more. */
    private static final int SETTLED = 16;

    private final int group;
    private final RecentGaps recent = new RecentGaps();
    private final PageHinkley change = new PageHinkley();
    private final double[] costs = new double[COUNT];
    private double weight;
    private long idleTimes;
    private int chosen;
    private long proposedAt = -1;
    private long changedAt = Long.MIN_VALUE / 2;
    private Windows[] proposed = {};

    /** What was proposed for one idle time, who was listened to, and by what that was judged. */
    record Advice(Windows[] proposals, int chosen, Pool.Experience pool, RecentGaps recent) {

        Windows windows() {
            return proposals[chosen];
        }
    }

    /** Begins with what is known of the function from elsewhere or from before. */
    IdleLearner(int group, IdleStatistics known, double now) {
        this.group = group;
        weight = Math.min(INHERITED, known.costWeight(now));
        for (int i = 0; i < COUNT; i++) {
            costs[i] = weight * known.meanCost(i);
        }
        idleTimes = Math.round(known.costWeight(now));
    }

    /** An instance falls idle. */
    Advice advise(Supplier<FunctionStatistics> function, Pool pool, Price price, double now) {
        Pool.Experience experience = pool.at(idleTimes);
        propose(function, experience, price, now);
        return new Advice(proposed, choose(experience), experience, recent);
    }

    /** An instance for which advice was given is used again; says whether its use has changed. */
    boolean ended(Advice advice, double idle, FunctionStatistics own, Price price, double now) {
        double[] realised = costs(advice.proposals(), idle, price);
        for (int i = 0; i < COUNT; i++) {
            costs[i] = FORGETTING * costs[i] + realised[i];
        }
        weight = FORGETTING * weight + 1;
        idleTimes++;
        recent.add(idle);
        IdleStatistics statistics = own.idle(group);
        statistics.add(idle, now);
        statistics.addCosts(realised, now);
        boolean changed = change.rises(realised[advice.chosen()] / price.tau());
        if (changed) {
            changedAt = idleTimes;
            forgetCosts();
        }
        return changed;
    }

    static double[] costs(Windows[] proposals, double idle, Price price) {
        double[] costs = new double[proposals.length];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = proposals[i].cost(idle, price.start(), price.tau());
        }
        return costs;
    }

    long idleTimes() {
        return idleTimes;
    }

    /** What an expert's way cost lately, in seconds held an idle time. */
    double meanCost(int expert) {
        return weight <= 0 ? 0 : costs[expert] / weight;
    }

    private void forgetCosts() {
        double factor = Math.min(1, 1 / weight);
        for (int i = 0; i < COUNT; i++) {
            costs[i] *= factor;
        }
        weight *= factor;
    }

    private void propose(Supplier<FunctionStatistics> function, Pool.Experience pool, Price price, double now) {
        boolean all = proposedAt < 0 || idleTimes < SETTLED || idleTimes - proposedAt >= idleTimes / SETTLED;
        if (!all && recent.last() < Outlook.SHORT) {
            return;
        }
        FunctionStatistics known = function.get();
        Decay general = idleTimes - changedAt < CHANGED ? Decay.FAST : Decay.SLOW;
        Outlook outlook = new Outlook(known, known.idle(group), general, recent, pool, price, now);
        Windows[] next = new Windows[COUNT];
        for (int i = 0; i < COUNT; i++) {
            next[i] = all || EXPERTS[i].dependsOnTime() ? EXPERTS[i].propose(outlook) : proposed[i];
        }
        proposedAt = all ? idleTimes : proposedAt;
        proposed = next;
    }

    /** The expert that was listened to last. */
    int chosen() {
        return chosen;
    }

    private int choose(Pool.Experience pool) {
        if (weight + pool.count() <= 0) {
            chosen = Expert.FIXED.ordinal();
            return chosen;
        }
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < COUNT; i++) {
            double cost = costs[i] + SHRINKAGE * pool.meanCost(i);
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        chosen = best;
        return best;
    }
}
