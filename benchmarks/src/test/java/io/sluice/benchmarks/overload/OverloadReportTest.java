package io.sluice.benchmarks.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.report.Aim;
import io.sluice.cli.bench.Figures;
import io.sluice.cli.bench.Latency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverloadReportTest {

    private static final Latency LATENCY = new Latency(1, 1, 1, 1, 1);

    private static Phase phase(double perSecond, long refusals, long errors) {
        Figures figures =
                new Figures("f", "l", 10, refusals, errors, Map.of(), perSecond, LATENCY, LATENCY, 0, null, 0);
        return new Phase("p", figures, figures, List.of(200.0, 210.0, 205.0));
    }

    @Test
    void aims_goodputKeptAndAllOthersRefused_areReached() {
        assertThat(new OverloadReport(10, phase(400, 0, 0), phase(361, 900, 900), phase(399, 0, 0)).aims())
                .allMatch(Aim::reached);
    }

    @Test
    void aims_goodputLostCallsLostAndSlowAfterwards_areNotReached() {
        assertThat(new OverloadReport(10, phase(400, 0, 0), phase(350, 900, 901), phase(370, 0, 0)).aims())
                .noneMatch(Aim::reached);
    }
}
