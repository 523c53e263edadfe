package io.sluice.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** How long a process' Vert.x event loops have kept a processor busy, as the kernel counts it. */
final class EventLoopTime {

    private static final String NAME = "(vert.x-eventloo"; // the kernel keeps 15 letters

    /** The kernel counts in hundredths of a second, whatever its own clock. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private EventLoopTime() {}

    /** The time of all of them; zero where the process or {@code /proc} is not there. */
    static Duration of(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.map(EventLoopTime::stat).map(EventLoopTime::of).reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException e) {
            return ""; // It has ended meanwhile.
        }
    }

    static Duration of(String stat) {
        int name = stat.indexOf(NAME);
        if (name < 0) {
            return Duration.ZERO;
        }
        String[] fields = stat.substring(stat.indexOf(')', name) + 2).split(" ", -1);
        return TICK.multipliedBy(Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]));
    }
}
