package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.SluiceCommand;
import io.sluice.cli.console.Console;
import io.sluice.cli.failure.ExitCode;
import io.sluice.functions.video.Sound;
import io.sluice.functions.video.Video;
import io.sluice.functions.video.VideoLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice demo video}: a runtime of its own, the generated clip with its tone, and a playable file at the end. */
final class VideoDemoIT {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int demo(String... options) {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false,
                120);
        String[] all = new String[options.length + 2];
        all[0] = "demo";
        all[1] = "video";
        System.arraycopy(options, 0, all, 2, options.length);
        return SluiceCommand.line(Map.of("SLUICE_ROOT", Installation.root().toString()), console)
                .execute(all);
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void demo_withoutAnyFile_paintsAGeneratedClip_keepsItsTone_andSaysWhatItTook() throws Exception {
        Path made = folder.resolve("made.mp4");

        int code = demo("--fps", "4", "--width", "0", "--out", made.toString(), "-o", "json");

        assertThat(code).as(told()).isEqualTo(ExitCode.OK);
        assertThat(told()).contains("a generated clip", "the built-in filter 'edges'");
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
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

        int code = demo("--in", text.toString(), "--out", made.toString());

        assertThat(code).isEqualTo(ExitCode.FUNCTION_FAILED);
        assertThat(told().lines().toList().getLast()).contains(text + ": is no video");
        assertThat(made).doesNotExist();
    }
}
