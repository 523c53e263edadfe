package io.sluice.predictor.policy.learning;

import io.sluice.predictor.statistics.FunctionStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the policy holds of a function besides its statistics: what is going on. */
final class FunctionState {

    private static final @Nullable IdleTime[] NONE = {};

    private final String name;
    private final int number;
    private FunctionStatistics own;
    private final @Nullable IdleLearner[] learners = new IdleLearner[FunctionStatistics.GROUPS];
    private @Nullable IdleTime[] idle = NONE;
    private int busy;
    private int concurrency = 1;
    private int nextConcurrency = 1;
    private int peak;
    private int claimed;
    private double wakeAt = Double.POSITIVE_INFINITY;
    private double keptUntil;
    private double closureKeptUntil;
    private @Nullable StartTime startTime;

    /** What a start takes in seconds. */
    record StartTime(double usual, double high) {}

    FunctionState(String name, int number, FunctionStatistics own) {
        this.name = name;
        this.number = number;
        this.own = own;
    }

    String name() {
        return name;
    }

    /** Its place in the order in which functions became known. */
    int number() {
        return number;
    }

    FunctionStatistics own() {
        return own;
    }

    void setOwn(FunctionStatistics statistics) {
        own = statistics;
    }

    @Nullable
    IdleLearner learner(int group) {
        return learners[group];
    }

    void setLearner(int group, IdleLearner learner) {
        learners[group] = learner;
    }

    @Nullable
    IdleTime idle(int step) {
        return step < idle.length ? idle[step] : null;
    }

    void setIdle(int step, @Nullable IdleTime time) {
        if (step >= idle.length) {
            idle = Arrays.copyOf(idle, step + 1);
        }
        idle[step] = time;
    }

    /** Whether an instance is kept for a call that comes now, after those in progress. */
    boolean expectsCall(double now) {
        if (instancesFor(busy + 1) == instancesInUse()) {
            return true;
        }
        int step = Steps.begunBy(instancesFor(busy + 1));
        IdleTime free = step < 0 ? null : idle(step);
        return free != null && free.windows().covers(now - free.since());
    }

    int steps() {
        return idle.length;
    }

    /** How many calls are in progress. */
    int busy() {
        return busy;
    }

    /** A call begins; says how many instances are in use if that is one more than before, else 0. */
    int called() {
        int before = instancesInUse();
        busy++;
        peak = Math.max(peak, busy);
        return instancesInUse() > before ? instancesInUse() : 0;
    }

    /** A call ended; says how many instances were in use before if that is one less now, else 0. */
    int returned() {
        int before = instancesInUse();
        busy--;
        boolean isOneLess = instancesInUse() < before;
        if (busy == 0) {
            concurrency = nextConcurrency;
        }
        return isOneLess ? before : 0;
    }

    /** How many instances are in use when each takes as many calls as it may. */
    int instancesInUse() {
        return instancesFor(busy);
    }

    /** How many instances so many calls need. */
    int instancesFor(int calls) {
        return Math.ceilDiv(calls, concurrency);
    }

    /** How many calls an instance takes at once. */
    int concurrency() {
        return concurrency;
    }

    /** Says how many; from when no call is in progress, so that instances in use are counted the same when it ends. */
    void setConcurrency(int calls) {
        nextConcurrency = calls;
        if (busy == 0) {
            concurrency = calls;
        }
    }

    /** The most calls in progress since there were none; forgets it. */
    int takePeak() {
        int most = peak;
        peak = 0;
        return most;
    }

    /** How many calls others that are in progress are going to make. */
    int claimed() {
        return claimed;
    }

    void claim(int calls) {
        claimed += calls;
    }

    double wakeAt() {
        return wakeAt;
    }

    void setWakeAt(double seconds) {
        wakeAt = seconds;
    }

    /** Until when its first instance is kept of its own account. */
    double keptUntil() {
        return keptUntil;
    }

    void setKeptUntil(double seconds) {
        keptUntil = seconds;
    }

    /** Until when what it calls is kept on its account. */
    double closureKeptUntil() {
        return closureKeptUntil;
    }

    void setClosureKeptUntil(double seconds) {
        closureKeptUntil = seconds;
    }

    @Nullable
    StartTime startTime() {
        return startTime;
    }

    void setStartTime(@Nullable StartTime time) {
        startTime = time;
    }
}
