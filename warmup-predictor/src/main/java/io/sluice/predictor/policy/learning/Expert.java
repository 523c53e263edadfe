package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.Decay;

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
            return outlook.poolRisk().keepAlive(outlook.tau());
        }
    },
    /** The keep-alive that would have cost least, in general. */
    KEEP_ALIVE {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.risk(outlook.general()).keepAlive(outlook.tau());
        }
    },
    /** The keep-alive that would have cost least, today. */
    KEEP_ALIVE_FAST {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.risk(Decay.FAST).keepAlive(outlook.tau());
        }
    },
    /** Warm while the hazard is high, in coarse bins, in general. */
    HAZARD {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.risk(outlook.general()).windows(outlook.tau(), outlook.startSeconds());
        }
    },
    /** Warm while the hazard is high, in coarse bins, today. */
    HAZARD_FAST {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.risk(Decay.FAST).windows(outlook.tau(), outlook.startSeconds());
        }
    },
    /** Narrow spans about the last idle times: for timers. */
    PERIODIC {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.recent().windows(NARROW, outlook.tau(), outlook.startSeconds());
        }
    },
    /** Less narrow spans about the last idle times: for what has a rhythm. */
    RHYTHMIC {
        @Override
        Windows propose(Outlook outlook) {
            return outlook.recent().windows(0.1, outlook.tau(), outlook.startSeconds());
        }
    },
    /** Narrow spans about the last idle times, and what the pool of all functions says of the time between them. */
    TIMER_OR_NOT {
        @Override
        Windows propose(Outlook outlook) {
            RiskTable belief = outlook.poolRisk();
            belief.scale(0.3 / belief.total());
            return outlook.recent().windowsAmong(belief, NARROW, outlook.tau(), outlook.startSeconds());
        }
    },
    /** Spans about the last idle times, and what the function's own past says of the time between them. */
    RHYTHM_OR_NOT {
        @Override
        Windows propose(Outlook outlook) {
            RiskTable belief = outlook.risk(outlook.general());
            belief.scale(2 / belief.total());
            return outlook.recent().windowsAmong(belief, 0.03, outlook.tau(), outlook.startSeconds());
        }
    },
    /** Ten minutes, as OpenWhisk does. */
    FIXED {
        @Override
        Windows propose(Outlook outlook) {
            return Windows.keepAlive(600);
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
