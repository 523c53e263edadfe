package io.sluice.predictor.policy;

/** A plan in a {@link PlanBook}, and where it stands there. */
final class PlanEntry {

    final Plan plan;
    boolean active;

    /** When it begins, or, in force, when it ends. */
    long changesAt;

    /** Where it is in {@link PlanTimes}; below 0 when it isn't. */
    int position = -1;

    PlanEntry(Plan plan) {
        this.plan = plan;
    }
}
