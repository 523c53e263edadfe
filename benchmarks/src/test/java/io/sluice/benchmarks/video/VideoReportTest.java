package io.sluice.benchmarks.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.report.Aim;
import java.util.List;
import org.junit.jupiter.api.Test;

class VideoReportTest {

    private static Stages stages(double paint, double whole) {
        return new Stages(1, paint, 1, whole);
    }

    @Test
    void aims_compareMediansOfTheSameRun() {
        VideoReport report = new VideoReport(
                100,
                2,
                List.of(stages(8, 10), stages(9, 9), stages(7, 30)),
                List.of(stages(10, 11), stages(10, 12), stages(10, 10)),
                List.of(stages(18, 20)),
                1,
                350);

        List<Aim> aims = report.aims();

        assertThat(aims.stream().map(Aim::measured)).containsExactly(1.1, 0.9, 350.0);
        assertThat(aims).allMatch(Aim::reached);
    }
}
