package io.sluice.pool.process;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The program of an instance behind the two processes that confine it: the first waits outside, the second is the first of
 * the instance's own processes and reaps the others. Blocks briefly.
 */
final class MainProcess {

    private static final int CONFINING = 2;

    private MainProcess() {}

    /** Its id, or 0 while it isn't there. */
    static long behind(long first) {
        List<ProcessTable.Entry> entries = ProcessTable.scan();
        long pid = first;
        for (int level = 0; level < CONFINING && pid != 0; level++) {
            pid = firstChild(pid, entries);
        }
        return pid;
    }

    private static long firstChild(long parent, List<ProcessTable.Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.parent() == parent)
                .min(Comparator.comparingLong(ProcessTable.Entry::start).thenComparingLong(ProcessTable.Entry::pid))
                .map(ProcessTable.Entry::pid)
                .orElse(0L);
    }

    /** The child of a process that has this id among those of its own namespace. */
    static Optional<Long> childNamed(long parent, long inside) {
        return ProcessTable.scan().stream()
                .filter(entry -> entry.parent() == parent)
                .map(ProcessTable.Entry::pid)
                .filter(pid -> ProcessTable.innermostId(pid) == inside)
                .findFirst();
    }
}
