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
        int step = Math.min(busy, Steps.COUNT - 1);
        IdleTime free = idle(Steps.begunBy(busy + 1) < 0 ? step : Steps.begunBy(busy + 1));
        return free != null && free.windows().covers(now - free.since());
    }

    int steps() {
        return idle.length;
    }

    /** How many calls are in progress. */
    int busy() {
        return busy;
    }

    int called() {
        busy++;
        peak = Math.max(peak, busy);
        return busy;
    }

    /** A call ended; says how many were in progress before. */
    int returned() {
        return busy--;
    }

    /** The most calls in progress since there were none; forgets it. */
    int takePeak() {
        int most = peak;
        peak = 0;
        return most;
    }

    /** How many instances calls in progress elsewhere are going to need. */
    int claimed() {
        return claimed;
    }

    void claim(int instances) {
        claimed += instances;
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
