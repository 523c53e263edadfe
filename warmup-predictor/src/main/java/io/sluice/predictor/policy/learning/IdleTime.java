package io.sluice.predictor.policy.learning;

/**
 * An instance that fell idle, from then until it is used again. While it goes on the pool is told now and then, so that
 * what never ends isn't forgotten there: what is called once and never again is what most functions do.
 */
final class IdleTime {

    private static final double FIRST_LOOK = 60;
    private static final double NEXT_LOOK = 3;
    private static final double LAST_LOOK = 48 * 3600;

    private final double since;
    private final IdleLearner.Advice advice;
    private double toldPool = -1;
    private double nextLook = FIRST_LOOK;
    private int windowsPlanned;

    IdleTime(double since, IdleLearner.Advice advice) {
        this.since = since;
        this.advice = advice;
    }

    double since() {
        return since;
    }

    IdleLearner.Advice advice() {
        return advice;
    }

    /** When the pool wants to hear of it again, if it goes on. */
    double nextLook() {
        return since + nextLook;
    }

    /** It goes on. */
    void lookedAt(double now, Price price) {
        double idle = Math.max(0, now - since);
        double[] held = new double[advice.proposals().length];
        addHeld(held, idle, price.start(), 1);
        takeBack(held, price.start());
        advice.pool().idle().addOpen(idle, 1);
        advice.pool().add(toldPool < 0 ? 1 : 0, held);
        toldPool = idle;
        while (since + nextLook <= now) {
            nextLook = nextLook < LAST_LOOK ? nextLook * NEXT_LOOK : Double.POSITIVE_INFINITY;
        }
    }

    /** It is over, after so long. */
    void ended(double idle, Price price) {
        double[] costs = IdleLearner.costs(advice.proposals(), idle, price);
        takeBack(costs, price.start());
        advice.pool().idle().add(idle, 1);
        advice.pool().add(toldPool < 0 ? 1 : 0, costs);
    }

    Windows windows() {
        return advice.windows();
    }

    /** How likely it is to end within a window if it lasts until then. */
    double worth(int window) {
        return advice.recent().shareWithin(windows().from(window), windows().until(window));
    }

    /** For how long an instance was idle on average within a window, of those that were idle until then. */
    double meanHeld(int window) {
        return advice.recent().meanWithin(windows().from(window), windows().until(window));
    }

    /** How many of its windows have been planned. */
    int windowsPlanned() {
        return windowsPlanned;
    }

    void planned() {
        windowsPlanned++;
    }

    /** Whether one that begins later has been planned. */
    boolean forecast() {
        return windowsPlanned > 1 || (windowsPlanned == 1 && windows().from(0) > 0);
    }

    /** When its next window is to be planned: when the one before is over. */
    double nextWindowAt() {
        Windows windows = windows();
        return windowsPlanned >= windows.count()
                ? Double.POSITIVE_INFINITY
                : windowsPlanned == 0 ? since : since + windows.until(windowsPlanned - 1);
    }

    /** When something is to be done if it goes on. */
    double nextStep() {
        return Math.min(nextLook(), nextWindowAt());
    }

    private void takeBack(double[] costs, double start) {
        if (toldPool >= 0) {
            advice.pool().idle().addOpen(toldPool, -1);
            addHeld(costs, toldPool, start, -1);
        }
    }

    private void addHeld(double[] costs, double idle, double start, double sign) {
        for (int i = 0; i < costs.length; i++) {
            costs[i] += sign * advice.proposals()[i].held(idle, start);
        }
    }
}
