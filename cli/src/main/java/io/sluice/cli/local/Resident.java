package io.sluice.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory a process has, as the kernel counts it. */
public final class Resident {

    private static final String FIELD = "VmRSS:";
    private static final double KIB_PER_MIB = 1024;

    private Resident() {}

    /** A process' resident memory in MiB; 0 where the process or {@code /proc} is not there. */
    public static double mib(long pid) {
        try {
            return of(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException e) {
            return 0;
        }
    }

    static double of(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(FIELD))
                .map(line -> line.substring(FIELD.length()).replace("kB", "").strip())
                .mapToDouble(kib -> Double.parseDouble(kib) / KIB_PER_MIB)
                .findFirst()
                .orElse(0);
    }
}
