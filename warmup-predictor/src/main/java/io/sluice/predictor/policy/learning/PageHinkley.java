package io.sluice.predictor.policy.learning;

/**
 * Tells when the mean of a series has risen (Page, "Continuous Inspection Schemes", 1954; Hinkley, "Inference about the
 * Change-Point from Cumulative Sum Tests", 1971).
 */
final class PageHinkley {

    /** By how much the mean may rise. */
    private static final double TOLERANCE = 0.05;

    /** How far above its least the sum may be. */
    private static final double THRESHOLD = 4;

    private static final int LEAST_VALUES = 8;

    private int count;
    private double mean;
    private double sum;
    private double least;

    /** Notes a value; says whether the mean has risen, and then begins anew. */
    boolean rises(double value) {
        count++;
        mean += (value - mean) / count;
        sum += value - mean - TOLERANCE;
        least = Math.min(least, sum);
        if (count < LEAST_VALUES || sum - least <= THRESHOLD) {
            return false;
        }
        count = 0;
        mean = 0;
        sum = 0;
        least = 0;
        return true;
    }
}
