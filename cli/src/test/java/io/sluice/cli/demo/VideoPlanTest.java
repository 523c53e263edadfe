package io.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoPlanTest {

    @TempDir
    private Path folder;

    private VideoPlan plan(@Nullable Path clip, double fps, int width, String out, Map<String, String> environment) {
        return VideoPlan.of(clip, null, fps, width, folder.resolve(out), environment);
    }

    private CliFailure refused(@Nullable Path clip, double fps, int width, String out) {
        return catchThrowableOfType(CliFailure.class, () -> plan(clip, fps, width, out, Map.of()));
    }

    @Test
    void withoutFilesAndSamples_clipAndStyleAreTheProgramsOwn_andSaidToBe() {
        VideoPlan plan = plan(null, 10, 320, "a.mp4", Map.of());

        assertThat(plan.clip()).isNull();
        assertThat(plan.clipName()).contains("generated");
        assertThat(plan.styleName()).contains("built-in filter");
        assertThat(plan.format()).isEqualTo("mp4");
        assertThat(plan(null, 10, 320, "a.WebM", Map.of()).format()).isEqualTo("webm");
    }

    @Test
    void samples_areTheFirstOfTheirFolders() throws IOException {
        for (String file : new String[] {"video/b.mp4", "video/a.mp4", "video/0.txt", "style/s.onnx"}) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.createFile(folder.resolve(file));
        }
        VideoPlan plan = plan(null, 10, 320, "a.mp4", Map.of("SLUICE_SAMPLE_DATA", folder.toString()));

        assertThat(plan.clip()).isEqualTo(folder.resolve("video/a.mp4"));
        assertThat(plan.model()).isEqualTo(folder.resolve("style/s.onnx"));
    }

    @Test
    void samplesThatAreNotThere_areNotFound() {
        CliFailure failure = catchThrowableOfType(
                CliFailure.class, () -> plan(null, 10, 320, "a.mp4", Map.of("SLUICE_SAMPLE_DATA", folder.toString())));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(failure).hasMessageContaining("SLUICE_SAMPLE_DATA");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.01, 61, Double.NaN})
    void rate_outOfRange_isRefusedWithItsValue(double fps) {
        CliFailure failure = refused(null, fps, 320, "a.mp4");

        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure).hasMessage("--fps must be from 0.1 to 60, was " + fps);
    }

    @Test
    void fileThatIsNotThere_orIsAFolder_isRefused() {
        assertThat(refused(folder.resolve("none.mp4"), 10, 320, "a.mp4").exitCode())
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(refused(folder, 10, 320, "a.mp4")).hasMessageEndingWith("is no file that can be read");
    }

    @Test
    void out_thatCantBeWritten_isKnownBeforeTheWork_andNothingIsLeft() throws IOException {
        assertThat(refused(null, 10, 320, "none/a.mp4")).hasMessageStartingWith("--out: cannot write to the folder ");
        assertThat(refused(null, 10, 320, "a.avi")).hasMessageStartingWith("--out must end with .mp4");
        Files.createDirectory(folder.resolve("b.mp4"));
        assertThat(refused(null, 10, 320, "b.mp4")).hasMessageEndingWith("is a folder");
        plan(null, 10, 320, "a.mp4", Map.of());
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
}
