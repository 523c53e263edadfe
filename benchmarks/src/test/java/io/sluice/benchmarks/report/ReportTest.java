package io.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.load.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void errors_severalFigures_areThoseOfAll() {
        Report report = new Report(
                Map.of(),
                List.of(
                        new Figure("a", new Outcome(1, 10, 2, 1, 1, 1), 0),
                        new Figure("b", new Outcome(1, 10, 3, 1, 1, 1), 0)),
                List.of(),
                Map.of());

        assertThat(report.errors()).isEqualTo(5);
    }
}
