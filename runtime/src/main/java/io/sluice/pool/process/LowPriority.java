package io.sluice.pool.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a program to which whatever else wants a processor comes first. Niceness alone does not say so to a kernel that
 * shares processors among sessions ({@code sched_autogroup}): it compares the processes of one session only, and each instance
 * has a session of its own. So its session is made nice, too.
 */
final class LowPriority {

    private static final String SCRIPT = "{ echo 19 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 19 \"$@\"";

    private LowPriority() {}

    static List<String> words(List<String> command) {
        return Stream.concat(Stream.of("/bin/sh", "-c", SCRIPT, "low-priority"), command.stream())
                .toList();
    }
}
