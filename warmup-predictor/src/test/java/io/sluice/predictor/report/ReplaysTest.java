package io.sluice.predictor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.predictor.policy.PolicySettings;
import io.sluice.predictor.simulator.SimulatorSettings;
import io.sluice.predictor.trace.FunctionProfile;
import io.sluice.predictor.trace.Trace;
import io.sluice.predictor.trace.TracedCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReplaysTest {

    private static final long MINUTE = 60_000_000_000L;

    /** Called every four minutes, and every forty. */
    private static final Trace TRACE = trace();

    private final List<String> told = new ArrayList<>();
    private long now;

    private static Trace trace() {
        List<Trace.Request> requests = new ArrayList<>();
        LongStream.range(0, 60).forEach(i -> requests.add(call("often", i * 4 * MINUTE)));
        LongStream.range(0, 6).forEach(i -> requests.add(call("seldom", i * 40 * MINUTE + 1)));
        return new Trace("a trace", requests, 240 * MINUTE, Map.of("seldom", new FunctionProfile(500, 1 << 30, 1)));
    }

    private static Trace.Request call(String function, long offset) {
        return new Trace.Request(function, new TracedCall(function, offset, 1000, List.of()));
    }

    private Report run(List<String> policies, List<Duration> taus, List<Duration> keepAlives) {
        return new Replays(
                        TRACE,
                        SimulatorSettings.DEFAULT,
                        PolicySettings.DEFAULT,
                        new Sweep(policies, taus, keepAlives),
                        () -> now += 50)
                .run(told::add);
    }

    private static List<Duration> minutes(long... minutes) {
        return LongStream.of(minutes).mapToObj(Duration::ofMinutes).toList();
    }

    private static Object cell(Report report, int row, String key) {
        return ReportColumns.all().stream()
                .filter(column -> column.key().equals(key))
                .findFirst()
                .orElseThrow()
                .raw(report, report.rows().get(row));
    }

    @Test
    void run_policyThatTakesNoTau_isReplayedOnceAndToldAtEach() {
        Report report = run(List.of("fixed"), minutes(1, 10), List.of());

        assertThat(told).containsExactly("fixed");
        assertThat(report.rows()).extracting(ReportRow::tau).containsExactlyElementsOf(minutes(1, 10));
        assertThat(cell(report, 0, "costSeconds")).isEqualTo(report.reference().cost(Duration.ofMinutes(1)));
        assertThat(cell(report, 1, "costRelative")).isEqualTo(1.0);
    }

    @Test
    void run_keepAlives_areReplayedBesideThePolicysOwn() {
        Report report = run(List.of("fixed"), minutes(10), minutes(1, 10, 60));

        assertThat(told).containsExactly("fixed", "fixed(1m)", "fixed(1h)");
        assertThat(report.rows())
                .extracting(row -> row.result().cold())
                .as("ten minutes: all six of 'seldom', the first of 'often'; one minute: all; an hour: the first two")
                .containsExactly(7L, 66L, 2L);
        assertThat(report.rows()).extracting(ReportRow::parameter).containsExactlyElementsOf(minutes(10, 1, 60));
    }

    @Test
    void run_withoutTheReference_replaysItWithoutARow() {
        Report report = run(List.of("reactive"), minutes(10), List.of());

        assertThat(told).containsExactly("reactive", "fixed");
        assertThat(report.rows()).extracting(ReportRow::policy).containsExactly("reactive");
        assertThat(cell(report, 0, "wasteRelative")).isEqualTo(0.0);
        assertThat(cell(report, 0, "cold")).isEqualTo(66L);
    }

    @Test
    void run_waste_isRelativeToTenMinutes() {
        Report report = run(List.of("fixed"), minutes(10), minutes(60));

        assertThat((double) cell(report, 1, "wasteRelative"))
                .as(
                        "4 h of a quarter GB and 4 h of a whole one, against 4 h of a quarter and six times 10 min of a whole")
                .isCloseTo((3600.0 + 14400) / (3600 + 3600), within(0.001));
        assertThat(cell(report, 0, "nanosPerEvent")).isEqualTo(50.0);
    }

    @Test
    void csv_hasAHeaderAndARowForEach() {
        List<String> lines = CsvReport.of(run(List.of("fixed", "reactive"), minutes(10), minutes(1)))
                .lines()
                .toList();

        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst())
                .startsWith("policy,tau,calls,warm,partial,cold,")
                .endsWith(",coldAtEqualWaste");
        assertThat(lines.get(1)).startsWith("fixed,10m,66,59,0,7,2,");
        assertThat(lines.get(2)).startsWith("fixed(1m),1m,66,0,0,66,");
        assertThat(lines)
                .allMatch(line ->
                        line.split(",", -1).length == ReportColumns.all().size());
    }

    @Test
    void svg_hasEveryPolicyAndIsTheSameAgain() throws IOException {
        Report report = run(List.of("fixed", "reactive"), minutes(10), minutes(1, 60));

        String svg = svg(report);

        assertThat(svg).startsWith("<").contains("<svg").contains("fixed", "reactive", "cold starts", "1m", "1h");
        assertThat(svg(report)).isEqualTo(svg);
    }

    private static String svg(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ParetoPlot(report).writeSvg(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void png_isAPicture() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new ParetoPlot(run(List.of("fixed"), minutes(10), minutes(60))).writePng(out);

        assertThat(out.toByteArray()).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(5000);
    }

    @Test
    void sweep_ofNothing_fails() {
        assertThatThrownBy(() -> run(List.of("none"), minutes(10), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("policy 'none' isn't known; known are ");
        assertThatThrownBy(() -> run(List.of("fixed"), minutes(0), List.of()))
                .hasMessage("tau must be above 0, was 0s");
        assertThatThrownBy(() -> run(List.of(), minutes(1), List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
