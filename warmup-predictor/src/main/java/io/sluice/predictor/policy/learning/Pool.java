package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.IdleHistogram;
import io.sluice.predictor.statistics.IdleStatistics;
import java.util.stream.Stream;

/**
 * What all functions experienced, by how many idle times an instance had had before: what happens after a function's first
 * call has little to do with what happens after its thousandth. It is what a function that has been called only a few times
 * is judged by.
 */
final class Pool {

    /** The ages told apart: after the 1st, 2nd, 3rd-4th, 5th-8th ... idle time. */
    private static final int AGES = 9;

    private final Experience[] ages = new Experience[AGES];

    private final int experts;

    Pool(int experts) {
        this.experts = experts;
        for (int i = 0; i < AGES; i++) {
            ages[i] = new Experience(experts);
        }
    }

    Experience at(long idleTimesBefore) {
        return ages[Math.min(AGES - 1, 64 - Long.numberOfLeadingZeros(idleTimesBefore))];
    }

    boolean isEmpty() {
        return Stream.of(ages).allMatch(age -> age.count() == 0);
    }

    /** Takes in what one function experienced elsewhere or before, at every age, since it isn't known at which. */
    void teach(IdleStatistics idle) {
        double weight = idle.histogram(Decay.SLOW).total();
        if (weight <= 0) {
            return;
        }
        double[] costs = new double[experts];
        for (int i = 0; i < experts; i++) {
            costs[i] = idle.meanCost(i);
        }
        for (Experience age : ages) {
            age.idle().add(idle.histogram(Decay.SLOW), 1 / weight);
            age.add(1, costs);
        }
    }

    /** What functions of an age experienced. */
    static final class Experience {

        private final IdleHistogram idle = new IdleHistogram();
        private final double[] costs;
        private double count;

        Experience(int experts) {
            costs = new double[experts];
        }

        IdleHistogram idle() {
            return idle;
        }

        /** How many idle times are known, those that go on included. */
        double count() {
            return count;
        }

        double meanCost(int expert) {
            return count <= 0 ? 0 : costs[expert] / count;
        }

        void add(double number, double[] seconds) {
            count += number;
            for (int i = 0; i < costs.length; i++) {
                costs[i] += seconds[i];
            }
        }
    }
}
