package io.sluice.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.contract.api.FunctionStats;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatencyRecordTest {

    private final LatencyRecord record = new LatencyRecord();

    @Test
    void nothingRecorded_isZeros() {
        assertThat(record.view()).isEqualTo(new FunctionStats.Latency(0, 0, 0, 0, 0));
    }

    @Test
    void percentiles_areMillisecondsToTwoDigits() {
        for (int millis = 1; millis <= 100; millis++) {
            record.record(Duration.ofMillis(millis).toNanos());
        }

        FunctionStats.Latency view = record.view();

        assertThat(view.count()).isEqualTo(100);
        assertThat(view.p50()).isCloseTo(50, within(0.5));
        assertThat(view.p90()).isCloseTo(90, within(0.9));
        assertThat(view.p99()).isCloseTo(99, within(1.0));
        assertThat(view.max()).isCloseTo(100, within(1.0));
    }

    @Test
    void durations_ofAnyLength_areTaken() {
        record.record(-5);
        record.record(0);
        record.record(Duration.ofDays(30).toNanos());

        assertThat(record.count()).isEqualTo(3);
        assertThat(record.view().max()).isCloseTo(Duration.ofDays(30).toMillis(), within(1e8));
    }
}
