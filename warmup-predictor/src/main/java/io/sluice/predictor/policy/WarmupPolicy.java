package io.sluice.predictor.policy;

import io.sluice.predictor.trace.TraceEvent;

/**
 * Learns from what happens and plans which functions are to be warm when. It has no clock: time is what events and wakes
 * say, and goes forward. It has no threads: whoever drives it calls one method at a time. It is deterministic: the same
 * events give the same plans.
 */
public interface WarmupPolicy {

    /** Its name in the catalog of policies, with the settings that differ from the default ones. */
    String name();

    /** Takes in one event, and changes what is planned in consequence. */
    void record(TraceEvent event, Planner planner);

    /** It is time, as was asked for by {@link Planner#wakeAt}. */
    void wake(long nowNanos, Planner planner);
}
