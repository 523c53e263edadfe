package io.sluice.boot;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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

    /**
     * What requests and their payloads may take up, in bytes: what was set or a third of the heap, but two of the largest
     * bodies at least.
     */
    static long payloads(Optional<Long> set, long largestBody) {
        long least = 2 * largestBody + (1 << 20);
        if (set.isPresent() && set.get() < least) {
            throw new IllegalArgumentException(
                    "sluice.gateway.payloads must hold two bodies of sluice.gateway.body and 1M" + " more, " + least
                            + " bytes, was " + set.get());
        }
        return set.orElseGet(() -> Math.max(least, Runtime.getRuntime().maxMemory() / 3));
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
