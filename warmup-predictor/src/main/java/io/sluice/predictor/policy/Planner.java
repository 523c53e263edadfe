package io.sluice.predictor.policy;

/** Carries out what a {@link WarmupPolicy} plans. Times are in nanoseconds of the clock of the events. */
public interface Planner {

    /** Adds a plan; one of the same function and key is replaced. */
    void plan(Plan plan);

    /** Takes back what was planned under that key; nothing happens when that is over or never was. */
    void withdraw(String function, long key);

    /** Wakes the policy then, or as soon as may be when that is past; only the earliest of several times is kept. */
    void wakeAt(long nanos);

    /** How many instances of the function there are, starting, idle and busy. */
    int instances(String function);
}
