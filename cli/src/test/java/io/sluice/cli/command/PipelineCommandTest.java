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
}
