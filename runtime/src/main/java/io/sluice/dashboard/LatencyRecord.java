package io.sluice.dashboard;

import io.sluice.contract.api.FunctionStats;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Durations in microseconds to two digits, recorded from any thread without a lock. */
final class LatencyRecord {

    private static final int DIGITS = 2;
    private static final double MICROS_PER_MILLI = 1e3;

    private final ConcurrentHistogram micros = new ConcurrentHistogram(DIGITS);

    LatencyRecord() {
        micros.setAutoResize(true);
    }

    void record(long nanos) {
        micros.recordValue(Math.max(0, nanos / 1_000));
    }

    long count() {
        return micros.getTotalCount();
    }

    FunctionStats.Latency view() {
        Histogram copy = micros.copy();
        return copy.getTotalCount() == 0
                ? new FunctionStats.Latency(0, 0, 0, 0, 0)
                : new FunctionStats.Latency(
                        copy.getTotalCount(),
                        copy.getValueAtPercentile(50) / MICROS_PER_MILLI,
                        copy.getValueAtPercentile(90) / MICROS_PER_MILLI,
                        copy.getValueAtPercentile(99) / MICROS_PER_MILLI,
                        copy.getMaxValue() / MICROS_PER_MILLI);
    }
}
