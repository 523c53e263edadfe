package io.sluice.pool.process;

import java.nio.file.Path;
import java.util.List;

/**
 * Divides an instance's memory among the parts of a JVM. A Quarkus function takes about 95 MiB resident, two thirds of
 * it outside the heap: so the heap gets half of a small limit, and all but 256 MiB of a large one.
 */
final class JavaFlags {

    private static final long MIB = 1024 * 1024;

    private JavaFlags() {}

    static List<String> of(long memoryBytes, Path scratch) {
        long limit = memoryBytes / MIB;
        long heap = Math.max(limit / 2, limit - 256);
        return List.of(
                "-Xmx" + heap + "m",
                "-Xms" + Math.min(heap, 32) + "m",
                "-Xss512k",
                "-XX:MaxMetaspaceSize=" + Math.clamp(limit / 3, 64, 192) + "m",
                "-XX:ReservedCodeCacheSize=" + Math.clamp(limit / 8, 24, 96) + "m",
                "-XX:MaxDirectMemorySize=" + Math.clamp(limit / 8, 16, 256) + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=/dev/stderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + scratch,
                "-Duser.home=" + scratch);
    }
}
