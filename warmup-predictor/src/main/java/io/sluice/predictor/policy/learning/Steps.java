package io.sluice.predictor.policy.learning;

/**
 * The numbers of instances that are told apart: each up to eight, then each a quarter more. A step is in use while more
 * instances are busy than the step before has, and else idle.
 */
final class Steps {

    private static final int[] SIZES = {
        1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 512, 640, 768,
        1024
    };

    /** How many steps there are. */
    static final int COUNT = SIZES.length;

    private Steps() {}

    /** How many instances there are with those of a step. */
    static int instances(int step) {
        return SIZES[step];
    }

    /** The step that changes between in use and idle when so many instances are busy instead of one less; -1 when none does. */
    static int begunBy(int busy) {
        if (busy <= 8) {
            return busy - 1;
        }
        for (int step = 8; step < COUNT && SIZES[step - 1] < busy; step++) {
            if (SIZES[step - 1] + 1 == busy) {
                return step;
            }
        }
        return -1;
    }
}
