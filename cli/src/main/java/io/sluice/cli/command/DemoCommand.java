package io.sluice.cli.command;

import io.sluice.cli.console.Console;
import io.sluice.cli.console.Table;
import io.sluice.cli.demo.Report;
import io.sluice.cli.demo.SentimentDemo;
import io.sluice.cli.demo.VideoDemo;
import io.sluice.cli.demo.VideoPlan;
import io.sluice.cli.demo.VideoReport;
import io.sluice.cli.demo.WarmupDemo;
import io.sluice.cli.demo.WarmupReport;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Demonstrations that need nothing but this program. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Show what Sluice does, on a runtime of its own that is gone afterwards.",
        synopsisSubcommandLabel = "COMMAND")
final class DemoCommand {

    private static final int BAR = 30;

    private final Session session;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Pipe tweets through demo/clean, demo/tokenize, demo/lemmatize and demo/sentiment.")
    int sentiment(
            @Option(
                            names = "--in",
                            paramLabel = "FILE",
                            description =
                                    "Tweets as JSON lines, CSV or TSV (with labels, if it has them) or one a line."
                                            + " Default: a sample of the program's own.")
                    @Nullable
                    Path file,
            @Option(names = "-n", paramLabel = "N", description = "How many labels to print (default: 10).") @Nullable
                    Integer shown) {
        int rows = shown == null ? 10 : shown;
        if (rows < 0) {
            throw new CliFailure(ExitCode.USAGE, "-n must be 0 or more, was " + rows);
        }
        Report report = new SentimentDemo(session.installation(), session.console).run(file);
        if (session.json()) {
            session.say(report, "");
        } else {
            tell(report, rows);
        }
        return report.failed() > 0 && report.tweets().isEmpty() ? ExitCode.FUNCTION_FAILED : ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Call two pipelines from cold, at the same times without warm-up, with it, and with an oracle; takes"
                            + " some minutes.")
    int warmup(
            @Option(names = "--requests", paramLabel = "N", description = "How many requests of each (default: 4).")
                    @Nullable
                    Integer requests,
            @Option(
                            names = "--gap",
                            paramLabel = "SECONDS",
                            description = "About how long from one to the next (default: 14).")
                    @Nullable
                    Double gap,
            @Option(names = "--waiting", description = "Let the relay's functions wait for a second when they start.")
                    boolean waiting,
            @Option(names = "--relay-only", description = "Leave the text pipeline out.") boolean relayOnly) {
        int count = requests == null ? 4 : requests;
        double seconds = gap == null ? 14 : gap;
        if (count < 1 || !(seconds > 0 && seconds <= 3600)) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "--requests must be 1 or more and --gap above 0, at most 3600; were " + count + " and " + seconds);
        }
        WarmupDemo.Plan plan =
                new WarmupDemo.Plan(count, Duration.ofMillis(Math.round(seconds * 1000)), waiting, relayOnly);
        WarmupReport report = new WarmupDemo(session.installation(), session.console, plan).run();
        session.print(report, () -> WarmupTable.of(report));
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Split a video into frames, paint each by a model or a filter, and join them again.")
    int video(
            @Option(
                            names = "--in",
                            paramLabel = "FILE",
                            description =
                                    "The video. Default: the first of SLUICE_SAMPLE_DATA/video, else a generated one.")
                    @Nullable
                    Path clip,
            @Option(
                            names = "--style",
                            paramLabel = "FILE",
                            description = "An ONNX model for pictures, as the ONNX zoo's fast-neural-style."
                                    + " Default: the first of SLUICE_SAMPLE_DATA/style, else a built-in filter.")
                    @Nullable
                    Path model,
            @Option(names = "--fps", paramLabel = "N", description = "Frames a second (default: 10).") @Nullable
                    Double fps,
            @Option(
                            names = "--width",
                            paramLabel = "PIXELS",
                            description = "Width of the frames (default: 320); 0 for the video's own.")
                    @Nullable
                    Integer width,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "What is written (default: styled.mp4): .mp4 for H.264, .webm for VP9.")
                    @Nullable
                    Path out) {
        VideoPlan plan = VideoPlan.of(
                clip,
                model,
                fps == null ? 10 : fps,
                width == null ? 320 : width,
                out == null ? Path.of("styled.mp4") : out,
                session.environment);
        boolean json = session.json();
        VideoReport report = new VideoDemo(session.installation(), session.console, plan).run();
        if (json) {
            session.say(report, "");
        } else {
            VideoSummary.print(report, session.console);
        }
        return ExitCode.OK;
    }

    private void tell(Report report, int rows) {
        Console console = session.console;
        Table tweets = new Table("LABEL", "CONFIDENCE", "TWEET");
        report.tweets().stream()
                .limit(rows)
                .forEach(each -> tweets.row(each.label(), confidence(each.confidence()), shortened(each.text())));
        if (rows > 0) {
            tweets.print(console);
            console.out().println();
        }
        console.out().printf("%d tweets in %.1f s%n", report.tweets().size(), report.seconds());
        if (report.failed() > 0) {
            console.out().printf("%d tweets failed; the first because: %s%n", report.failed(), report.firstFailure());
        }
        bars(report.counts(), report.tweets().size());
        report.quality().ifPresent(quality -> console.out()
                .printf(
                        "against %d labels of the file: accuracy %.3f, macro-recall %.3f%n",
                        quality.labelled(), quality.accuracy(), quality.macroRecall()));
        console.out().println();
        steps(report).print(console);
    }

    private void bars(Map<String, Integer> counts, int all) {
        counts.forEach((label, count) -> session.console
                .out()
                .printf("  %-9s %5d  %s%n", label, count, "#".repeat(Math.ceilDiv(count * BAR, Math.max(1, all)))));
    }

    private static Table steps(Report report) {
        Table table = new Table("STEP", "CALLS", "COLD STARTS", "COLD p50/p99 ms", "WARM p50/p99 ms");
        report.steps()
                .forEach(step -> table.row(
                        step.function() + "@" + step.version(),
                        step.invocations(),
                        step.coldStarts(),
                        StatsTable.millis(step.coldMillis()),
                        StatsTable.millis(step.warmMillis())));
        return table;
    }

    private static String confidence(double confidence) {
        return Double.isNaN(confidence) ? "" : "%.2f".formatted(confidence);
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 70 ? line : line.substring(0, 67) + "...";
    }
}
