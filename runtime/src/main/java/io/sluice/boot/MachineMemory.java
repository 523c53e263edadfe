package io.sluice.boot;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What memory there is, and what of it this process uses. */
final class MachineMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1024;

    private MachineMemory() {}

    /** Three quarters of the machine's memory, or of the control group's. */
    static long defaultBudget() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getTotalMemorySize() / 4 * 3;
    }

    /** This process's resident memory in bytes, or 0 where that is not known. */
    static long residentBytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
