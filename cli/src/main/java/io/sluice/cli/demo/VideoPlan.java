package io.sluice.cli.demo;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be made of what, checked as far as it can be before anything is started.
 *
 * @param clip the video; null for a generated one
 * @param model the ONNX model; null for a filter
 * @param fps frames a second
 * @param width of the frames; 0 for the video's own
 */
public record VideoPlan(@Nullable Path clip, @Nullable Path model, double fps, int width, Path out) {

    /** The variable that names a folder with the folders {@code video} and {@code style}. */
    static final String SAMPLES = "SLUICE_SAMPLE_DATA";

    private static final double LEAST_FPS = 0.1;
    private static final double MOST_FPS = 60;
    private static final int LEAST_WIDTH = 16;
    private static final int MOST_WIDTH = 4096;

    /** What the command line says; the samples, or what the program has itself, where it says nothing. */
    public static VideoPlan of(
            @Nullable Path clip,
            @Nullable Path model,
            double fps,
            int width,
            Path out,
            Map<String, String> environment) {
        if (!(fps >= LEAST_FPS && fps <= MOST_FPS)) {
            throw new CliFailure(ExitCode.USAGE, "--fps must be from 0.1 to 60, was " + fps);
        }
        if (width != 0 && (width < LEAST_WIDTH || width > MOST_WIDTH)) {
            throw new CliFailure(
                    ExitCode.USAGE, "--width must be from 16 to 4096, or 0 for the video's own, was " + width);
        }
        checkOut(out);
        return new VideoPlan(
                chosen(clip, "--in", "video", ".mp4", environment),
                chosen(model, "--style", "style", ".onnx", environment),
                fps,
                width,
                out);
    }

    private static @Nullable Path chosen(
            @Nullable Path named, String option, String folder, String ending, Map<String, String> environment) {
        if (named != null) {
            return readable(named, option);
        }
        String samples = environment.getOrDefault(SAMPLES, "");
        return samples.isBlank() ? null : firstOf(Path.of(samples, folder), ending);
    }

    private static Path readable(Path file, String option) {
        if (!Files.exists(file)) {
            throw new CliFailure(ExitCode.NOT_FOUND, option + ": there is no file " + file);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CliFailure(ExitCode.USAGE, option + ": " + file + " is no file that can be read");
        }
        return file;
    }

    private static Path firstOf(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> first = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .findFirst();
            return first.orElseThrow(() ->
                    new CliFailure(ExitCode.NOT_FOUND, SAMPLES + ": there is no file *" + ending + " in " + folder));
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, SAMPLES + ": cannot read the folder " + folder, e);
        }
    }

    /** A place that can't be written should be known before minutes of work. */
    private static void checkOut(Path out) {
        String name = out.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".mp4") && !name.endsWith(".webm")) {
            throw new CliFailure(ExitCode.USAGE, "--out must end with .mp4 (H.264) or .webm (VP9), was '" + out + "'");
        }
        if (Files.isDirectory(out)) {
            throw new CliFailure(ExitCode.USAGE, "--out: " + out + " is a folder");
        }
        Path folder = out.toAbsolutePath().getParent();
        try {
            Files.delete(Files.createTempFile(folder, ".sluice-", ".part"));
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, "--out: cannot write to the folder " + folder, e);
        }
    }

    /** The word for how the video is written. */
    String format() {
        return out.toString().toLowerCase(Locale.ROOT).endsWith(".webm") ? "webm" : "mp4";
    }

    /** The video, in words. */
    String clipName() {
        return clip == null ? "a generated clip of 3 s with a tone" : clip.toString();
    }

    /** How it is painted, in words. */
    String styleName() {
        return model == null ? "the built-in filter 'edges'" : model.toString();
    }
}
