package io.sluice.pool.process;

import io.sluice.pool.Instance.Exit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an instance ended, from what is known when all its processes are gone.
 *
 * @param memoryBytes its limit
 * @param memoryVerdict why it was killed for its memory, if it was
 * @param killedByKernel whether its control group was found full by the kernel
 * @param stopping whether it was asked to end
 */
record EndVerdict(long memoryBytes, @Nullable String memoryVerdict, boolean killedByKernel, boolean stopping) {

    private static final long MIB = 1024 * 1024;

    /** How the JDK reports death by signal n: 128 + n. */
    private static final int SIGNALS = 128;

    private static final int TERMINATED = SIGNALS + 15;

    /** @param lastLines the last that it wrote */
    Exit of(int code, List<String> lastLines) {
        if (memoryVerdict != null) {
            return new Exit(memoryVerdict, true);
        }
        if (killedByKernel) {
            return new Exit("used all of its " + memoryBytes / MIB + " MiB and was killed by the kernel", true);
        }
        if (lastLines.stream().anyMatch(EndVerdict::tellsOfAFullHeap)) {
            return new Exit("its heap was too small in its " + memoryBytes / MIB + " MiB", true);
        }
        if (stopping && (code == 0 || code == TERMINATED)) {
            return new Exit("stopped", false);
        }
        return new Exit(code > SIGNALS ? "killed by signal " + (code - SIGNALS) : "exit code " + code, false);
    }

    /** What a JVM and Node say when they end themselves. */
    private static boolean tellsOfAFullHeap(String line) {
        return line.startsWith("Terminating due to java.lang.OutOfMemoryError")
                || line.startsWith("FATAL ERROR: ") && line.endsWith(" JavaScript heap out of memory");
    }
}
