package io.sluice.benchmarks.starts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.report.Aim;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StartsReportTest {

    private static final StartRow PLAIN = StartRow.of("plain", () -> sample(0));
    private static final StartRow SHORT = StartRow.against("plain", "short", () -> sample(0));

    private static Start.Sample sample(long millis) {
        return new Start.Sample(millis * 1_000_000, 64);
    }

    private static StartsReport report(List<StartsReport.Bound> bounds) {
        return StartsReport.of(
                List.of(PLAIN, SHORT),
                List.of(
                        List.of(sample(1200), sample(1000), sample(900)),
                        List.of(sample(300), sample(200), sample(250), sample(260))),
                bounds);
    }

    @Test
    void of_oddAndEvenCounts_haveTheirMedians() {
        assertThat(report(List.of()).rows())
                .extracting(StartsReport.Row::medianMillis)
                .containsExactly(1000.0, 255.0);
    }

    @Test
    void of_rowAgainstAnother_hasTheRatioOfMedians() {
        assertThat(report(List.of()).rows()).extracting(StartsReport.Row::ratio).containsExactly(null, 0.255);
    }

    @Test
    void of_bounds_becomeAimsOfTheRowsThatThereAre() {
        StartsReport report = report(List.of(
                new StartsReport.Bound("short", true, 0.25),
                new StartsReport.Bound("plain", false, 1100),
                new StartsReport.Bound("absent", false, 1)));

        assertThat(report.aims()).extracting(Aim::reached).containsExactly(false, true);
    }

    @Test
    void measure_aFirstStartThatDoesNotCount_isLeftOut() {
        StartsReport report = Starts.measure(List.of(PLAIN), 3, List.of(), note -> {});

        assertThat(report.rows().getFirst().starts()).isEqualTo(3);
    }
}
