package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.Decay;
import io.sluice.predictor.statistics.FunctionStatistics;

/** Warm in those hours of the week in which uses after an idle time come more often than once in tau. */
final class HoursOfWeek {

    private static final double WEEK = FunctionStatistics.HOURS * 3600.0;

    /** How far ahead is looked, in hours. */
    private static final int AHEAD = 48;

    private HoursOfWeek() {}

    static Windows windows(Outlook outlook) {
        FunctionStatistics function = outlook.function();
        if (!function.hasHours()) {
            return Windows.NONE;
        }
        double now = outlook.nowSeconds();
        // How many weeks there would be on record for a function that has always been there.
        double weeks = 1 / (1 - Math.exp(-WEEK / (7 * 24 * 3600) * Math.log(2)));
        double often = 3600 / outlook.price().tau() * weeks * Decay.SLOW.weight(now) / 2;
        double hourBegan = Math.floor(now / 3600) * 3600;
        Windows.Builder windows = new Windows.Builder();
        for (int i = 0; i < AHEAD; i++) {
            double from = hourBegan + i * 3600.0;
            if (function.hour(FunctionStatistics.hourOfWeek(from)) > often) {
                windows.add(Math.max(0, from - now), from + 3600 - now);
            }
        }
        return windows.build();
    }
}
