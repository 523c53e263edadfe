package io.sluice.prepare;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program that was run to its end.
 *
 * @param code its exit code; {@link #TOO_LATE} when it was killed because its time was over
 * @param lastLines the last that it wrote, to either output
 */
public record ToolResult(int code, String lastLines) {

    /** The exit code of a program whose time was over. */
    public static final int TOO_LATE = -1;

    private static final int LINES = 25;

    /** How long its children may go on writing. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** Runs a program in this environment and no other; blocks. An IOException when there is no such program. */
    static ToolResult of(List<String> command, Path folder, Map<String, String> environment, Duration bound)
            throws IOException {
        return of(start(command, folder, environment), bound);
    }

    static Process start(List<String> command, Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Follows a program to its end, or ends it when its time is over; blocks. */
    static ToolResult of(Process process, Duration bound) {
        Deque<String> last = new ArrayDeque<>();
        Thread reader = Thread.ofVirtual().start(() -> follow(process, last));
        try {
            boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                reader.join(LAST_WORDS); // Killing it closes what it wrote and was not read yet.
            }
            kill(process);
            return new ToolResult(ended ? process.exitValue() : TOO_LATE, text(last));
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            return new ToolResult(TOO_LATE, text(last));
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void follow(Process process, Deque<String> last) {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                add(last, line);
            }
        } catch (IOException e) {
            add(last, "its output could not be read: " + e.getMessage());
        }
    }

    private static void add(Deque<String> last, String line) {
        synchronized (last) {
            if (last.size() == LINES) {
                last.removeFirst();
            }
            last.addLast(line);
        }
    }

    private static String text(Deque<String> last) {
        synchronized (last) {
            return last.stream().collect(Collectors.joining("\n")).strip();
        }
    }

    /** How it ended, for a message. */
    public String end() {
        return code == TOO_LATE ? "was not done in time" : "ended with exit code " + code;
    }
}
