package io.sluice.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long a process' Vert.x event loops, where all of a call's work is done, have kept a processor busy, as the kernel
 * counts it. The JIT's own threads are not among them, so that it depends little on how long the process has run.
 */
public final class EventLoopTime {

    private static final String NAME = "vert.x-eventloo"; // the kernel keeps 15 letters

    private EventLoopTime() {}

    /** The time of all of them up to now; zero where the process or {@code /proc} is not there. */
    public static Duration of(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.filter(thread -> text(thread.resolve("comm")).startsWith(NAME))
                    .map(thread -> of(text(thread.resolve("schedstat"))))
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // The thread has ended meanwhile, or the kernel does not count.
        }
    }

    /** The first of the numbers is nanoseconds on a processor. */
    static Duration of(String schedstat) {
        int space = schedstat.indexOf(' ');
        return space < 0 ? Duration.ZERO : Duration.ofNanos(Long.parseLong(schedstat.substring(0, space)));
    }
}
