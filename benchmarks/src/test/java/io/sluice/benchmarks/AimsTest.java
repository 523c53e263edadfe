package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.benchmarks.report.Aim;
import io.sluice.benchmarks.report.OnAndOff;
import io.sluice.cli.bench.Comparison;
import io.sluice.cli.bench.Figures;
import io.sluice.cli.bench.Latency;
import io.sluice.cli.bench.Ratio;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AimsTest {

    private static Figures figures(String name, String load, double perSecond, double p50Micros, double p99Micros) {
        Latency latency = new Latency(p50Micros, p50Micros, p99Micros, p99Micros, p99Micros);
        return new Figures(name, load, 1, 0, 0, Map.of(), perSecond, latency, latency, 0, null, 0);
    }

    @Test
    void all_measured_standBesideTheirBounds() {
        List<Aim> aims = new Aims(
                        List.of(
                                figures(Names.CALL, "1 in flight", 9_000, 110, 200),
                                figures(Names.CALL_KEPT, "1 in flight", 20_000, 66, 90),
                                figures(Names.CHAIN, "16 in flight", 24_000, 500, 900),
                                figures(Names.CHAIN_LEAN, "16 in flight", 16_000, 500, 900)),
                        List.of(figures(Names.CALL, "5,000/s", 5_000, 100, 600)),
                        List.of(compared(1.15), compared(1.05)),
                        299)
                .all();

        assertThat(aims.stream().map(Aim::reached)).containsExactly(true, false, false, true, false, true, false, true);
        assertThat(aims.get(0).measured()).isCloseTo(0.11, within(1e-9));
        assertThat(aims.get(2).measured()).isCloseTo(0.6, within(1e-9));
        assertThat(aims.get(4).measured()).isCloseTo(6, within(1e-9));
    }

    private static OnAndOff compared(double aim) {
        return new OnAndOff(
                "with",
                "without",
                aim,
                List.of(
                        new Comparison("1 in flight", "p50 ms", 0.11, 0.1, new Ratio(1.1, 1, 1.2)),
                        new Comparison("16 in flight", "p50 ms", 0.9, 0.3, new Ratio(3, 3, 3))));
    }

    @Test
    void all_notMeasured_areLeftOut() {
        assertThat(new Aims(List.of(), List.of(), List.of(), 301).all())
                .containsExactly(Aim.atMost("runtime after the load: resident MiB", 301, 300));
    }
}
