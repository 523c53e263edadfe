package io.sluice.cli.dev;

import io.sluice.cli.deploy.Installation;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.cli.local.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process that builds a Java project again and again: all that Maven finds out anew at each start is known there already.
 * It ends with this one. Not thread-safe.
 */
final class Builder implements AutoCloseable {

    private static final int SECONDS_TO_END = 5;

    /** What came of a build, and what is to be told of it. */
    record Answer(String word, String text) {}

    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;

    private Builder(Path log, Process process) {
        this.log = log;
        this.process = process;
        this.answers = process.inputReader();
        this.requests = process.outputWriter();
    }

    /** Starts one; it writes what it does to a file in the project's {@code target}. */
    static Builder start(Installation installation, Path folder) {
        Path log = folder.resolve("target/builder.log");
        try {
            Files.createDirectories(log.getParent());
            return new Builder(
                    log,
                    new ProcessBuilder(command(installation, folder))
                            .redirectError(log.toFile())
                            .start());
        } catch (IOException e) {
            throw new CliFailure(ExitCode.BUILD_FAILED, "the builder cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> command(Installation installation, Path folder) {
        return List.of(
                Jvm.program(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx512m",
                "-Dsluice.repository=" + installation.repositoryUrl(),
                "-jar",
                installation.builderJar().toString(),
                folder.toString());
    }

    /** Has the project built as it stands. */
    Answer build() {
        try {
            requests.write("build\n");
            requests.flush();
            StringJoiner text = new StringJoiner("\n");
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (!line.startsWith(" ")) {
                    return new Answer(line, text.toString());
                }
                text.add(line.substring(1));
            }
        } catch (IOException e) {
            throw gone(e);
        }
        throw gone(null);
    }

    private CliFailure gone(@Nullable IOException cause) {
        return new CliFailure(ExitCode.BUILD_FAILED, "the builder has ended; what it wrote last is in " + log, cause);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
