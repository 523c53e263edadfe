package io.sluice.prepare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Runs tools that prepare packages; of what they write the last lines are kept, for a failure. Blocks.
 *
 * @param bound how long one may take
 */
public record ToolRun(Duration bound) {

    private static final int KEPT_LINES = 30;

    /**
     * Runs one to its end, with this program's environment but for what is Sluice's own.
     *
     * @param message makes the failure's message of the tool's last lines
     * @throws PreparationFailed when it ends with another exit code than 0, or not in time
     */
    void run(List<String> command, Path folder, UnaryOperator<String> message) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        Process process = builder.start();
        Deque<String> last = new ArrayDeque<>();
        Thread reader = Thread.ofVirtual().start(() -> read(process, last));
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PreparationFailed(
                        message.apply(lines(last) + "\nit did not end within " + bound.toSeconds() + " s"));
            }
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.getFirst() + " ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            String said = lines(last);
            throw new PreparationFailed(
                    message.apply(said.isEmpty() ? "it ended with exit code " + process.exitValue() : said));
        }
    }

    private static void read(Process process, Deque<String> last) {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (last) {
                    if (last.size() == KEPT_LINES) {
                        last.removeFirst();
                    }
                    last.addLast(line);
                }
            }
        } catch (IOException e) {
            synchronized (last) {
                last.addLast("(its output could not be read: " + e.getMessage() + ")");
            }
        }
    }

    private static String lines(Deque<String> last) {
        synchronized (last) {
            return String.join("\n", last);
        }
    }
}
