package io.sluice.benchmarks;

import io.sluice.benchmarks.report.Aim;
import io.sluice.benchmarks.video.VideoReport;
import io.sluice.benchmarks.video.VideoRounds;
import io.sluice.benchmarks.video.VideoText;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.demo.VideoPlan;
import io.sluice.cli.deploy.Installation;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a video takes as functions. */
@Command(
        name = "video",
        mixinStandardHelpOptions = true,
        description = "Paint a video by functions, beside one process that does the same, and by one instance only.")
final class VideoCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final Common common = new Common();

    @Option(
            names = "--in",
            paramLabel = "FILE",
            description = "The video (default: the first of SLUICE_SAMPLE_DATA/video).")
    private @Nullable Path clip;

    @Option(
            names = "--style",
            paramLabel = "FILE",
            description = "The model (default: the first of SLUICE_SAMPLE_DATA/style).")
    private @Nullable Path model;

    @Option(names = "--width", paramLabel = "N", description = "Width of the frames (default: ${DEFAULT-VALUE}).")
    private int width = 256;

    @Option(names = "--fps", paramLabel = "N", description = "Frames a second (default: ${DEFAULT-VALUE}).")
    private double fps = 10;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each is done (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    VideoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (rounds < 1 || width < 1) {
            throw new CliFailure(ExitCode.USAGE, "--rounds and --width are at least 1, were " + rounds + ", " + width);
        }
        VideoReport report = common.inScratch(this::measured);
        if (common.json()) {
            Json.print(console, report);
        } else {
            VideoText.print(console, report);
        }
        return report.aims().stream().allMatch(Aim::reached) ? 0 : 1;
    }

    private VideoReport measured(Path scratch) {
        VideoPlan plan = VideoPlan.of(clip, model, fps, width, scratch.resolve("out.mp4"), System.getenv());
        Path video = plan.clip();
        Path style = plan.model();
        if (video == null || style == null) {
            throw new CliFailure(
                    ExitCode.USAGE, "name a video with --in and a model with --style, or set SLUICE_SAMPLE_DATA");
        }
        Installation installation = new Installation(Optional.of(common.root()));
        return new VideoRounds(installation, scratch, video, style, plan.width(), fps).measure(rounds);
    }
}
