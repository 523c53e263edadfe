package io.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that show what was learned. */
final class WarmupCommandsTest {

    private static final String EDGE = """
            {"entry":"demo/first","caller":"demo/first","callee":"demo/second","calls":12.4,"probability":0.75,"width":3,
             "delayMillis":2.5,"delayHighMillis":9.25}""";
    private static final String FORECAST = """
            {"function":"demo/second","mode":"on","instances":1,"busy":0,"idleTimes":7,
             "spans":[{"from":"2026-01-01T00:00:00Z","until":"2026-01-01T00:10:00Z","worth":0.5}],
             "plans":[{"why":"kept idle","counting":"free","instances":2,"until":""}],
             "experts":[{"expert":"timer","cost":1.25,"chosen":true},{"expert":"none","cost":600,"chosen":false}],
             "startMillis":800,"startHighMillis":950,"calls":[],"calledBy":[%s]}""".formatted(EDGE);

    @TempDir
    private Path folder;

    private final FakeRuntime runtime = new FakeRuntime();

    @AfterEach
    void stop() {
        runtime.close();
    }

    private Run run(String... arguments) {
        return Run.against(runtime, folder.resolve("home"), arguments);
    }

    @Test
    void graph_asTable_hasARowForEachEdge() {
        runtime.on("GET /v1/graph", 200, "[" + EDGE + "]");

        Run run = run("graph");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactly(
                        "ENTRY CALLER CALLEE CALLS PROBABILITY WIDTH DELAY p50/p95 ms",
                        "demo/first demo/first demo/second 12 0.75 3 2.5/9.3");
    }

    @Test
    void graph_nothingLearned_saysSo() {
        runtime.on("GET /v1/graph", 200, "[]");

        assertThat(run("graph").err()).contains("Nothing was learned yet");
        assertThat(run("graph", "-o", "json").out().strip()).isEqualTo("[]");
    }

    @Test
    void graph_inTwoLanguagesAtOnce_isRefused() {
        assertThat(run("graph", "--dot", "--mermaid").code()).isEqualTo(2);
    }

    @Test
    void graph_warmupOff_tellsTheRuntimesReason() {
        runtime.on("GET /v1/graph", 409, "{\"error\":{\"message\":\"warm-up is off\",\"code\":0}}");

        Run run = run("graph");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("warm-up is off");
    }

    @Test
    void explain_tellsWhatIsPlannedAndWhy() {
        runtime.on("GET /v1/functions/demo/second/forecast", 200, FORECAST);

        String out = run("explain", "demo/second").out().replaceAll(" +", " ");

        assertThat(out)
                .contains("demo/second has 1 instance(s), 0 call(s) in progress; warm-up is on")
                .contains("used again after 7 idle times; a start takes 800 ms (95%: 950 ms)")
                .contains("kept idle 2 free withdrawn")
                .contains("2026-01-01T00:00:00Z 2026-01-01T00:10:00Z 0.50")
                .contains("timer 1.25 yes")
                .contains("demo/first demo/first demo/second");
        assertThat(run("explain", "demo/second", "-o", "json").out()).startsWith("{\"function\":\"demo/second\"");
    }

    @Test
    void explain_notAFunctionsName_isRefused() {
        assertThat(run("explain", "nonsense").code()).isEqualTo(2);
    }

    @Test
    void prewarm_asksForInstances() {
        runtime.on("POST /v1/functions/demo/second/prewarm", 202, "");

        Run run = run("prewarm", "demo/second", "-n", "2", "--seconds", "30");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 instance(s) of demo/second for 30 s");
        assertThat(runtime.requests.getFirst().text())
                .contains("\"instances\":2")
                .contains("\"seconds\":30");
    }

    @Test
    void traceExport_writesLinesPackedWhereTheNameSaysSo() throws IOException {
        runtime.on("GET /v1/trace", 200, "{\"format\":\"sluice-recording\"}\n{\"event\":\"started\"}\n");
        Path file = folder.resolve("calls.jsonl.gz");

        Run run = run("trace", "export", file.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("1 events written to");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactly("{\"format\":\"sluice-recording\"}", "{\"event\":\"started\"}");
        }
        assertThat(run("trace", "export").out().lines()).hasSize(2);
    }

    @Test
    void traceExport_toAFolderThatIsNotThere_saysWhich() {
        runtime.on("GET /v1/trace", 200, "{}\n");

        Run run = run("trace", "export", folder.resolve("none/calls.jsonl").toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("cannot write").contains("none");
    }

    @Test
    void demoWarmup_withoutRequests_isRefused() {
        Run run = run("demo", "warmup", "--requests", "0");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--requests must be 1 or more");
    }
}
