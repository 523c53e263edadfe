package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.failure.ExitCode;
import io.sluice.functions.video.Sound;
import io.sluice.functions.video.Video;
import io.sluice.functions.video.VideoLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice demo video}: a runtime of its own, the generated clip with its tone, and a playable file at the end. */
final class VideoDemoIT {

    @TempDir
    private Path folder;

    private static CommandLine.Run demo(String... options) {
        String[] words =
                Stream.concat(Stream.of("demo", "video"), Stream.of(options)).toArray(String[]::new);
        return new CommandLine(Map.of()).run(words);
    }

    @Test
    void demo_withoutAnyFile_paintsAGeneratedClip_keepsItsTone_andSaysWhatItTook() throws Exception {
        Path made = folder.resolve("made.mp4");

        CommandLine.Run run = demo("--fps", "4", "--width", "0", "--out", made.toString(), "-o", "json");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("a generated clip", "the built-in filter 'edges'");
        JsonNode report = new ObjectMapper().readTree(run.bytes());
        assertThat(report.path("frames").asInt()).isEqualTo(12);
        assertThat(report.path("sound").asBoolean()).isTrue();
        assertThat(report.path("stages").size()).isEqualTo(3);
        assertThat(report.path("functions").findValuesAsText("function")).contains("demo/image-filter");
        try (Video video = Video.open(made, "made", new VideoLimits(Duration.ofSeconds(10), 1_000_000));
                Sound sound = Sound.open(made, "made").orElseThrow()) {
            assertThat(video.width()).isEqualTo(320);
            assertThat(video.next()).isPresent();
            assertThat(sound).isNotNull();
        }
    }

    @Test
    void demo_ofWhatIsNoVideo_saysSoOnce_andLeavesNoFile() throws Exception {
        Path text = Files.writeString(folder.resolve("text.mp4"), "hello");
        Path made = folder.resolve("made.mp4");

        CommandLine.Run run = demo("--in", text.toString(), "--out", made.toString());

        assertThat(run.code()).isEqualTo(ExitCode.FUNCTION_FAILED);
        assertThat(run.err().lines().toList().getLast()).contains(text + ": is no video");
        assertThat(made).doesNotExist();
    }
}
