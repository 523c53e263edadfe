package io.sluice.predictor.statistics;

import org.jspecify.annotations.Nullable;

/** What is known of one function. Mergeable by addition. For one thread. */
public final class FunctionStatistics {

    /** For how many groups of instances idle times are told apart. */
    public static final int GROUPS = 6;

    /** The hours of a week. */
    public static final int HOURS = 168;

    private final @Nullable IdleStatistics[] idle = new IdleStatistics[GROUPS];
    private final SmallHistogram startMillis = new SmallHistogram();
    private final SmallHistogram durationMillis = new SmallHistogram();
    private final SmallHistogram memoryMebibytes = new SmallHistogram();
    private final CountHistogram parallel = new CountHistogram();
    private float[] hours = {};

    /** Which group an instance belongs to, by its place among those that are used at once: 1, 2, 3-4, 5-8, 9-16, more. */
    public static int group(int instance) {
        return instance <= 1 ? 0 : Math.min(GROUPS - 1, 32 - Integer.numberOfLeadingZeros(instance - 1));
    }

    public IdleStatistics idle(int group) {
        IdleStatistics there = idle[group];
        if (there == null) {
            there = new IdleStatistics();
            idle[group] = there;
        }
        return there;
    }

    public SmallHistogram startMillis() {
        return startMillis;
    }

    public SmallHistogram durationMillis() {
        return durationMillis;
    }

    public SmallHistogram memoryMebibytes() {
        return memoryMebibytes;
    }

    /** The most calls in progress at once, between times without any. */
    public CountHistogram parallel() {
        return parallel;
    }

    /** Notes a time at which an idle time ended. */
    public void addHour(double nowSeconds) {
        if (hours.length == 0) {
            hours = new float[HOURS];
        }
        hours[hourOfWeek(nowSeconds)] += (float) Decay.SLOW.weight(nowSeconds);
    }

    /** Whether anything is known of hours. */
    public boolean hasHours() {
        return hours.length > 0;
    }

    /** The weight of the idle times that ended in an hour of the week. */
    public double hour(int hour) {
        return hours.length == 0 ? 0 : hours[hour];
    }

    public static int hourOfWeek(double seconds) {
        return (int) Math.floorMod((long) Math.floor(seconds / 3600), (long) HOURS);
    }

    /** Adds what another one holds that is from as many epochs before. */
    public void add(FunctionStatistics other, long epochsLater) {
        double factor = Decay.SLOW.over(epochsLater);
        for (int group = 0; group < GROUPS; group++) {
            IdleStatistics added = other.idle[group];
            if (added != null) {
                idle(group).add(added, epochsLater);
            }
        }
        startMillis.add(other.startMillis, factor);
        durationMillis.add(other.durationMillis, factor);
        memoryMebibytes.add(other.memoryMebibytes, factor);
        parallel.add(other.parallel, factor);
        if (other.hours.length > 0) {
            hours = hours.length == 0 ? new float[HOURS] : hours;
            for (int i = 0; i < HOURS; i++) {
                hours[i] += (float) (other.hours[i] * factor);
            }
        }
    }

    /** About how many bytes of the heap it holds. */
    public int bytes() {
        int sum = 56 + 40 + startMillis.bytes() + durationMillis.bytes() + memoryMebibytes.bytes() + parallel.bytes();
        for (IdleStatistics each : idle) {
            sum += each == null ? 0 : each.bytes();
        }
        return sum + 16 + 4 * hours.length;
    }

    /** What is known of a group's idle times; null when nothing is. */
    public @Nullable IdleStatistics idleIfAny(int group) {
        return idle[group];
    }

    float[] hours() {
        return hours;
    }

    void setHours(float[] all) {
        hours = all;
    }
}
