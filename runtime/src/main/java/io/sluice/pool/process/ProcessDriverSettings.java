package io.sluice.pool.process;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the process driver holds to.
 *
 * @param runFolder for sockets and the records of started instances, mode 700; of one runtime home only, and short: a
 *     socket's whole path has room for 103 bytes
 * @param scratchFolder under which each instance has a folder of its own while it lives
 * @param logFolder for what instances write: {@code owner/name/version/instance.log}
 * @param javaHome the JDK that {@code java} functions run on
 * @param stopGrace how long an instance has to end by itself when the driver is closed
 * @param memoryWatchPeriod how often resident memory is looked at
 * @param logFileBytes the size at which an instance's log is rotated; one older part is kept beside it
 * @param logLineBytes where a line is cut
 * @param logFilesPerVersion how many logs of ended instances are kept for each version
 * @param logAge how long they are kept
 */
public record ProcessDriverSettings(
        Path runFolder,
        Path scratchFolder,
        Path logFolder,
        Path javaHome,
        Duration stopGrace,
        Duration memoryWatchPeriod,
        int logFileBytes,
        int logLineBytes,
        int logFilesPerVersion,
        Duration logAge) {

    /** The usual limits: two files of 5 MiB a log, 8 KiB a line, ten ended logs for a week. */
    public static ProcessDriverSettings in(Path runFolder, Path scratchFolder, Path logFolder, Path javaHome) {
        return new ProcessDriverSettings(
                runFolder,
                scratchFolder,
                logFolder,
                javaHome,
                Duration.ofSeconds(10),
                Duration.ofMillis(250),
                5 * 1024 * 1024,
                8 * 1024,
                10,
                Duration.ofDays(7));
    }

    /** The socket by which instances with an isolated network reach the runtime. */
    public Path innerSocket() {
        return runFolder.resolve("inner");
    }
}
