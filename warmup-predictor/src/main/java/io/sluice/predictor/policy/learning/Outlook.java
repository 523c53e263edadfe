package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.FunctionStatistics;
import io.sluice.predictor.statistics.IdleStatistics;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What experts look at when an instance falls idle. For one time. */
final class Outlook {

    /** Idle times shorter than so many seconds have nothing to do with the hour. */
    static final double SHORT = 30;

    /** For how many of the instance's own idle times the pool counts. */
    private static final double POOL = 2;

    /** For how many idle times the belief counts that anything may happen. */
    private static final double IGNORANCE = 2;

    private final FunctionStatistics function;
    private final IdleStatistics idle;
    private final Decay general;
    private final RecentGaps recent;
    private final Pool.Experience pool;
    private final Price price;
    private final double nowSeconds;
    private final Map<Decay, RiskTable> risks = new EnumMap<>(Decay.class);
    private @Nullable RiskTable poolRisk;

    /**
     * What there is to see.
     *
     * @param function what is known of the function
     * @param idle what is known of the idle times of the instance
     * @param general the half-life of what is generally so; the fast one after a change
     * @param recent the last idle times
     * @param pool what instances of its age experienced in all functions
     * @param price what is paid
     * @param nowSeconds when it fell idle
     */
    Outlook(
            FunctionStatistics function,
            IdleStatistics idle,
            Decay general,
            RecentGaps recent,
            Pool.Experience pool,
            Price price,
            double nowSeconds) {
        this.function = function;
        this.idle = idle;
        this.general = general;
        this.recent = recent;
        this.pool = pool;
        this.price = price;
        this.nowSeconds = nowSeconds;
    }

    FunctionStatistics function() {
        return function;
    }

    RecentGaps recent() {
        return recent;
    }

    Price price() {
        return price;
    }

    double nowSeconds() {
        return nowSeconds;
    }

    /** The function's own experience in general, and a little of everybody's. */
    RiskTable risk() {
        return risk(general);
    }

    /** The function's own experience of today, and a little of everybody's. */
    RiskTable riskToday() {
        return risk(Decay.FAST);
    }

    private RiskTable risk(Decay decay) {
        return risks.computeIfAbsent(decay, this::findRisk);
    }

    private RiskTable findRisk(Decay decay) {
        double now = decay.weight(nowSeconds);
        double known = pool.count() + IGNORANCE;
        return RiskTable.ofBins()
                .add(idle.histogram(decay), 1 / now)
                .add(pool.idle(), POOL / known)
                .addIgnorance(POOL * IGNORANCE / known);
    }

    /** Everybody's experience. */
    RiskTable poolRisk() {
        RiskTable known = poolRisk;
        if (known == null) {
            known = RiskTable.ofBins().add(pool.idle(), 1).addIgnorance(IGNORANCE);
            poolRisk = known;
        }
        return known;
    }
}
