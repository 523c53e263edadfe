package io.sluice.pool.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A control group of the kernel that holds an instance and all it starts to its memory limit.
 *
 * @param folder its folder in the control group file system
 * @param eventsFile what counts how often the kernel had to kill in it
 */
record MemoryGroup(Path folder, String eventsFile) {

    private static final int REMOVE_ROUNDS = 50;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The words before a command by which its process joins before it becomes that: what it starts is in it, too. */
    List<String> joining() {
        return List.of("/bin/sh", "-c", "echo $$ >\"$0\"; exec \"$@\"", procs().toString());
    }

    /** Puts a process into it, but not those that it has started. */
    void add(long pid) throws IOException {
        Files.writeString(procs(), Long.toString(pid));
    }

    private Path procs() {
        return folder.resolve("cgroup.procs");
    }

    /** Whether the kernel killed a process in it because the limit was reached. */
    boolean killed() {
        try {
            return Files.readAllLines(folder.resolve(eventsFile)).stream()
                    .anyMatch(line -> line.startsWith("oom_kill ") && !line.equals("oom_kill 0"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives it back; it has no more living processes then. Blocks for a moment. */
    void remove() {
        remove(folder);
    }

    /** The kernel refuses while a killed process is not wholly gone, so this tries for half a second. */
    static void remove(Path folder) {
        for (int round = 0; round < REMOVE_ROUNDS && Files.isDirectory(folder); round++) {
            Folders.deleteQuietly(folder);
            if (Files.isDirectory(folder)) {
                LockSupport.parkNanos(ROUND_NANOS);
            }
        }
    }
}
