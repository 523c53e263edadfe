package io.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PipelineCommandTest {

    @TempDir
    private Path folder;

    private final FakeRuntime runtime = new FakeRuntime();

    @AfterEach
    void stop() {
        runtime.close();
    }

    private Run run(String command, String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), yaml);
        return Run.against(runtime, folder.resolve("home"), "pipeline", command, file.toString());
    }

    @Test
    void validate_ofASoundFile_saysSo() throws IOException {
        Run run = run("validate", "do: [{a: {call: demo/a}}, {b: {call: demo/b}}]");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("pipeline.yaml is sound: 2 tasks in a row.");
    }

    @Test
    void validate_ofAnUnsoundFile_tellsLineTaskRuleAndValue() throws IOException {
        Run run = run("validate", "do:\n- a: {call: demo}\n");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("pipeline.yaml:2: /do/0/a/call: must be a function, such as demo/clean or demo/clean@1.2.0,"
                        + " was 'demo'");
    }

    @Test
    void validate_ofNoFile_saysWhichIsNotThere() {
        Run run = Run.against(runtime, folder.resolve("home"), "pipeline", "validate", "missing.yaml");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("there is no file missing.yaml");
    }

    @Test
    void graph_ofAFile_isForMermaid() throws IOException {
        assertThat(run("graph", "do: [{a: {call: demo/a}}]").out()).isEqualTo("flowchart TD\n  n0[\"a: demo/a\"]\n");
    }

    private static final String CALL =
            "{\"call\": \"req-1234567890\", \"function\": \"demo/p\", \"version\": \"1.0.0\", \"started\": \"2026-01-02T03:04:05Z\","
                    + " \"seconds\": 1.5, \"outcome\": \"failed\", \"error\": \"no good\", \"tasks\": 3, \"leftOut\": 1}";

    private Run history(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "pipeline";
        all[1] = "history";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Run.against(runtime, folder.resolve("home"), all);
    }

    private void keeps(boolean values) {
        String tasks = """
                [{"task": "/do/0/each", "kind": "for", "rounds": "", "attempt": 1, "outcome": "done", "seconds": 0.5},
                 {"task": "/do/0/each/do/0/ask", "kind": "call", "rounds": "7", "attempt": 2, "start": 0.25, "seconds": 0.125,
                  "outcome": "failed", "function": "demo/ask@1.0.0", "warmth": "cold", "error": "no good", "input": "[1]"}]
                """;
        runtime.on(
                "GET /v1/functions/demo/p/history/req-12",
                200,
                "{\"run\": " + CALL + ", \"keepsValues\": " + values + ", \"tasks\": " + tasks + "}");
    }

    @Test
    void history_ofAPipeline_listsItsCalls() {
        runtime.on("GET /v1/functions/demo/p/history", 200, "[" + CALL + "]");

        Run run = history("demo/p");

        assertThat(run.out()).contains("CALL", "req-12345678 ", "2026-01-02T03:04:05Z", "1.500", "failed", "no good");
    }

    @Test
    void history_ofACall_listsItsTasksInsideOfEachOther() {
        keeps(false);

        Run run = history("demo/p", "req-12");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .anySatisfy(line -> assertThat(line).matches("each +for .*"))
                .anySatisfy(line -> assertThat(line)
                        .matches("  ask \\[7\\] +call +0.250 +0.125 +2 +failed +demo/ask@1.0.0 +cold +no good"));
        assertThat(run.out()).contains("and 1 tasks that are not kept");
    }

    @Test
    void history_withValues_showsThem() {
        keeps(true);

        assertThat(history("demo/p", "req-12", "--io").out()).contains("INPUT", "[1]");
    }

    @Test
    void history_withValuesThatAreNotKept_saysHowTheyAre() {
        keeps(false);

        Run run = history("demo/p", "req-12", "--io");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("document: {metadata: {history: io}}");
    }

    @Test
    void history_inJson_isThatOfTheApi() {
        keeps(false);

        assertThat(history("demo/p", "req-12", "-o", "json").out()).contains("\"rounds\"", "\"leftOut\"");
    }
}
