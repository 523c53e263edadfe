package io.sluice.pool.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The flags of an instance's JVM. They divide its memory among the parts of a JVM: a Quarkus function takes about 95 MiB
 * resident, two thirds of it outside the heap, so the heap gets half of a small limit, and all but 256 MiB of a large one.
 *
 * <p>Both compilers wait three times as long as usual: a start has few calls of anything, and compiling what will not be used
 * again is a third of its work. What is called again and again is still compiled by both (decision 19).
 */
final class JavaFlags {

    private static final long MIB = 1024 * 1024;

    /**
     * Of a run that records a cache only: the first compiler alone, counting calls and no more. A start compiles at once what
     * was compiled here; with what the second compiler saw it would have that at work too, before anything is hot.
     */
    static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=2";

    /** Three times the JVM's own thresholds, of the first compiler and of the second. */
    private static final List<String> PATIENT_COMPILERS = List.of(
            "-XX:Tier3InvocationThreshold=600",
            "-XX:Tier3MinInvocationThreshold=300",
            "-XX:Tier3CompileThreshold=6000",
            "-XX:Tier3BackEdgeThreshold=180000",
            "-XX:Tier4InvocationThreshold=15000",
            "-XX:Tier4MinInvocationThreshold=1800",
            "-XX:Tier4CompileThreshold=45000",
            "-XX:Tier4BackEdgeThreshold=120000");

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
        flags.addAll(PATIENT_COMPILERS);
        flags.addAll(authors);
        return flags;
    }

    /** Those that one instance has for itself. */
    static List<String> own(Path scratch) {
        return List.of("-Djava.io.tmpdir=" + scratch, "-Duser.home=" + scratch);
    }
}
