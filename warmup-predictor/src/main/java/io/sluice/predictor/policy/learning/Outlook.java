package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.FunctionStatistics;
import io.sluice.predictor.statistics.IdleStatistics;

/**
 * What experts look at when an instance falls idle.
 *
 * @param function what is known of the function
 * @param idle what is known of the idle times of the instance
 * @param general the half-life of what is generally so; the fast one after a change
 * @param recent the last ones
 * @param pool what instances of its age experienced in all functions
 * @param tau for how many seconds an idle instance may be held to spare one cold start
 * @param startSeconds what a start ahead of time costs, as seconds held
 * @param nowSeconds when it fell idle
 */
record Outlook(
        FunctionStatistics function,
        IdleStatistics idle,
        Decay general,
        RecentGaps recent,
        Pool.Experience pool,
        double tau,
        double startSeconds,
        double nowSeconds) {

    /** Idle times shorter than so many seconds have nothing to do with the hour. */
    static final double SHORT = 30;

    /** For how many of the instance's own idle times the pool counts. */
    private static final double POOL = 2;

    /** For how many idle times the belief counts that anything may happen. */
    private static final double IGNORANCE = 2;

    /** The function's own experience, and a little of everybody's. */
    RiskTable risk(Decay decay) {
        RiskTable risk = RiskTable.ofBins();
        double now = decay.weight(nowSeconds);
        double known = pool.count() + IGNORANCE;
        return risk.add(idle.histogram(decay), 1 / now)
                .add(pool.idle(), POOL / known)
                .addIgnorance(POOL * IGNORANCE / known);
    }

    /** Everybody's experience. */
    RiskTable poolRisk() {
        return RiskTable.ofBins().add(pool.idle(), 1).addIgnorance(IGNORANCE);
    }
}
