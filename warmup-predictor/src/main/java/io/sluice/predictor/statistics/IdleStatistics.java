package io.sluice.predictor.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The idle times of an instance of a function (the first, the second, or one of several further ones together), under both
 * half-lives, and what each way to keep it would have cost. For one thread.
 */
public final class IdleStatistics {

    private static final float[] NONE = {};

    private final IdleHistogram slow = new IdleHistogram();
    private @Nullable IdleHistogram fast;
    private float[] costs = NONE;
    private float costWeight;

    /** Notes an idle time that ended, under both half-lives. */
    public void add(double idleSeconds, double nowSeconds) {
        slow.add(idleSeconds, Decay.SLOW.weight(nowSeconds));
        fastOnes().add(idleSeconds, Decay.FAST.weight(nowSeconds));
    }

    /** Notes what each expert's way would have cost for one idle time, in seconds held. */
    public void addCosts(double[] seconds, double nowSeconds) {
        double weight = Decay.SLOW.weight(nowSeconds);
        float[] sums = costs(seconds.length);
        for (int i = 0; i < seconds.length; i++) {
            sums[i] += (float) (weight * seconds[i]);
        }
        costWeight += (float) weight;
    }

    public IdleHistogram histogram(Decay decay) {
        return switch (decay) {
            case SLOW -> slow;
            case FAST -> fastOnes();
        };
    }

    /** What an expert's way cost on average, in seconds held; zero where {@link #costWeight} is. */
    public double meanCost(int expert) {
        return expert >= costs.length || costWeight <= 0 ? 0 : costs[expert] / costWeight;
    }

    /** The weight of the idle times for which costs are known, in those of now. */
    public double costWeight(double nowSeconds) {
        return costWeight / Decay.SLOW.weight(nowSeconds);
    }

    void add(IdleStatistics other, long epochsLater) {
        double slowly = Decay.SLOW.over(epochsLater);
        slow.add(other.slow, slowly);
        if (other.fast != null) {
            fastOnes().add(other.fast, Decay.FAST.over(epochsLater));
        }
        float[] sums = costs(other.costs.length);
        for (int i = 0; i < other.costs.length; i++) {
            sums[i] += (float) (other.costs[i] * slowly);
        }
        costWeight += (float) (other.costWeight * slowly);
    }

    int bytes() {
        return 40 + slow.bytes() + (fast == null ? 0 : fast.bytes()) + 16 + 4 * costs.length;
    }

    float[] costSums() {
        return costs;
    }

    float costWeightSum() {
        return costWeight;
    }

    void setCosts(float[] sums, float weight) {
        costs = sums;
        costWeight = weight;
    }

    private IdleHistogram fastOnes() {
        if (fast == null) {
            fast = new IdleHistogram();
        }
        return fast;
    }

    private float[] costs(int count) {
        if (costs.length < count) {
            costs = Arrays.copyOf(costs, count);
        }
        return costs;
    }
}
