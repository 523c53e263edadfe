package io.sluice.pool.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The flags of an instance's JVM. They divide its memory among the parts of a JVM: a Quarkus function takes about 95 MiB
 * resident, two thirds of it outside the heap, so the heap gets half of a small limit, and all but 256 MiB of a large one.
 *
 * <p>Small functions are compiled by the quick compiler only: they start with two thirds of the work and hold a third less
 * memory, and those measured were not slower warm (decision 19). Who asks for more memory likely computes more.
 */
final class JavaFlags {

    private static final long MIB = 1024 * 1024;

    /** From here on the JVM's second compiler is worth its cost. */
    private static final long LARGE = 512 * MIB;

    private JavaFlags() {}

    /** Those that are the same for all instances of a version; its author's options come last, and so win. */
    static List<String> of(long memoryBytes, List<String> authors) {
        long limit = memoryBytes / MIB;
        long heap = Math.max(limit / 2, limit - 256);
        List<String> flags = new ArrayList<>(List.of(
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
                "--sun-misc-unsafe-memory-access=allow"));
        if (memoryBytes < LARGE) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        flags.addAll(authors);
        return flags;
    }

    /** Those that one instance has for itself. */
    static List<String> own(Path scratch) {
        return List.of("-Djava.io.tmpdir=" + scratch, "-Duser.home=" + scratch);
    }
}
