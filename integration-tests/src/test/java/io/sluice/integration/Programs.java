package io.sluice.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine, run to their end: {@code kubectl} and {@code helm}, which find their cluster by KUBECONFIG. */
final class Programs {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Programs() {}

    /** What came of a program: its exit code and all that it wrote. */
    record Ended(int code, String text) {}

    /** Runs one with a text as its input. */
    static Ended run(String input, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var out = process.outputWriter()) {
                out.write(input);
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end; it wrote: " + text);
            }
            return new Ended(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(command.getFirst() + " is needed on the PATH: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs one that must end well, and tells what it wrote. */
    static String done(String input, List<String> command) {
        Ended ended = run(input, command);
        if (ended.code() != 0) {
            throw new AssertionError(command + " ended with " + ended.code() + ": " + ended.text());
        }
        return ended.text().strip();
    }

    static List<String> words(String first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toList();
    }
}
