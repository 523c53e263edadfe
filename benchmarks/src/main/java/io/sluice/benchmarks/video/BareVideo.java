package io.sluice.benchmarks.video;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process that does all by itself, once for each {@link #round}. For one thread. */
final class BareVideo implements AutoCloseable {

    private static final int STAGES = 3;

    private final Process process;
    private final BufferedReader answers;
    private final Writer wishes;
    private int frames;

    private BareVideo(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.wishes = process.outputWriter(StandardCharsets.UTF_8);
    }

    static BareVideo start(Path jar, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        try {
            BareVideo started = new BareVideo(builder.start());
            Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
            return started;
        } catch (IOException e) {
            throw new CliFailure(ExitCode.INTERNAL, "cannot start " + jar + ": " + e.getMessage(), e);
        }
    }

    Stages round() {
        try {
            wishes.write("\n");
            wishes.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new CliFailure(ExitCode.INTERNAL, "the process that does all by itself has ended");
            }
            String[] figures = answer.split(" ", -1);
            frames = Integer.parseInt(figures[STAGES]);
            double split = Double.parseDouble(figures[0]);
            double paint = Double.parseDouble(figures[1]);
            double join = Double.parseDouble(figures[2]);
            return new Stages(split, paint, join, split + paint + join);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many frames there were. */
    int frames() {
        return frames;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
