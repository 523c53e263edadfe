package io.sluice.predictor.policy.learning;

/**
 * A way to keep an instance that has fallen idle. Each proposes; the one whose proposals cost least is listened to,
 * of equals the first. */
enum Expert {
    /** Holds nothing. */
    NONE {
        @Override
        Windows propose(Outlook outlook) {
            return Windows.NONE;
        }
    },
    /** The keep-alive that would have cost the pool of all functions least. */
    POOL {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.poolRisk().keepAlive(outlook.price().tau());
        }
    },
    /** The keep-alive that would have cost least, in general. */
    KEEP_ALIVE {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.risk().keepAlive(outlook.price().tau());
        }
    },
    /** The keep-alive that would have cost least, today. */
    KEEP_ALIVE_FAST {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.riskToday().keepAlive(outlook.price().tau());
        }
    },
    /** Warm while the hazard is high, in coarse bins, in general. */
    HAZARD {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.risk().windows(outlook.price());
        }
    },
    /** Warm while the hazard is high, in coarse bins, today. */
    HAZARD_FAST {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.riskToday().windows(outlook.price());
        }
    },
    /** Narrow spans about the last idle times: for timers. */
    PERIODIC {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.recent().windows(NARROW, outlook.price());
        }
    },
    /** Less narrow spans about the last idle times: for what has a rhythm. */
    RHYTHMIC {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.recent().windows(0.1, outlook.price());
        }
    },
    /** Narrow spans about the last idle times, and what the pool of all functions says of the time between them. */
    TIMER_OR_NOT {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.recent().windowsAmong(outlook.poolRisk(), 0.3, NARROW, outlook.price());
        }
    },
    /** Spans about the last idle times, and what the function's own past says of the time between them. */
    RHYTHM_OR_NOT {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.recent().windowsAmong(outlook.risk(), 2, 0.03, outlook.price());
        }
    },
    /** Ten minutes, as OpenWhisk does, but no longer than a cold start is worth: never more than twice the best there is. */
    FIXED {
        @Override
        Windows propose(Outlook outlook) {
            return Windows.keepAlive(Math.min(600, outlook.price().tau()));
        }
    },
    /** Warm in those hours of the week in which it is used often. */
    HOUR_OF_WEEK {
        @Override
        Windows propose(Outlook outlook) {
            return HoursOfWeek.windows(outlook);
        }
    };

    private static final double NARROW = 0.01;

    /** The spans after an instance fell idle during which it is to be warm. */
    abstract Windows propose(Outlook outlook);

    /** Whether what it proposes depends on when it is asked, so that it has to be asked each time. */
    boolean dependsOnTime() {
        return this == HOUR_OF_WEEK;
    }
}
