package io.sluice.cli.bench;

import org.HdrHistogram.Histogram;

/** Some percentiles of durations, in microseconds; zeros where there are no durations. */
public record Latency(double p50, double p90, double p99, double p999, double max) {

    private static final double MICRO = 1e3;

    static Latency of(Histogram nanos) {
        return new Latency(
                nanos.getValueAtPercentile(50) / MICRO,
                nanos.getValueAtPercentile(90) / MICRO,
                nanos.getValueAtPercentile(99) / MICRO,
                nanos.getValueAtPercentile(99.9) / MICRO,
                nanos.getMaxValue() / MICRO);
    }
}
