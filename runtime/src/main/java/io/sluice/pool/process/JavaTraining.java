package io.sluice.pool.process;

import io.sluice.contract.InstanceProtocol;
import io.sluice.pool.InstanceSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How AOT caches of Java functions are recorded, tried and put where instances find them. A training run and its check are
 * instances like others, of runtime kinds of their own. Methods block; for use by one thread.
 */
public final class JavaTraining {

    private static final String KIND = "java";
    private static final String RECORDING = "java, to record";
    private static final String CHECK = "java, to check";

    /** What a JVM that writes a cache takes beside the function: when it ends, a second one assembles the file. */
    private static final long WRITING_BYTES = 768L * 1024 * 1024;

    private final Path javaHome;
    private final String jdkBuild;

    public JavaTraining(Path javaHome) {
        this.javaHome = javaHome;
        this.jdkBuild = build(javaHome);
    }

    private static String build(Path javaHome) {
        try {
            return Files.readString(javaHome.resolve("release"));
        } catch (IOException e) {
            return "unknown"; // the JVM itself refuses what another one has recorded
        }
    }

    /** What a driver needs to start Java functions, train them and check what came of it. */
    public Map<String, LaunchCommand> kinds() {
        Map<String, LaunchCommand> kinds = new HashMap<>();
        kinds.put(KIND, new JavaLaunchCommand(javaHome, jdkBuild));
        kinds.put(RECORDING, new Recording());
        kinds.put(CHECK, new Check());
        return kinds;
    }

    /** Whether a cache can be of use to instances of that specification: they run on a JVM. */
    public boolean applies(InstanceSpec spec) {
        return spec.runtime().equals(KIND) && Files.isRegularFile(JavaProgram.jar(spec));
    }

    /** How large the cache is that instances are started with, in bytes; 0 when there is none. */
    public long bytes(InstanceSpec spec) throws IOException {
        Path cache = program(spec).cache();
        return Files.isRegularFile(cache) ? Files.size(cache) : 0;
    }

    /** The specification of an instance that records a cache when it ends. */
    public InstanceSpec recordingOf(InstanceSpec spec) throws IOException {
        Files.createDirectories(spec.preparedFolder());
        discard(spec);
        return variant(spec, RECORDING);
    }

    /** The specification of an instance that starts with what was recorded, or fails. */
    public InstanceSpec checkOf(InstanceSpec spec) {
        return variant(spec, CHECK);
    }

    /** Whether anything was recorded. */
    public boolean isRecorded(InstanceSpec spec) {
        return Files.isRegularFile(program(spec).unchecked());
    }

    /** Has instances use what was recorded from the next start on, and drops older caches of the package. */
    public void publish(InstanceSpec spec) throws IOException {
        JavaProgram program = program(spec);
        delete(spec, JavaProgram.CACHE_SUFFIX);
        Files.move(program.unchecked(), program.cache(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forgets what was recorded and not published, by runs that were broken off too. */
    public void discard(InstanceSpec spec) throws IOException {
        delete(spec, JavaProgram.UNCHECKED_SUFFIX);
        delete(spec, JavaProgram.UNCHECKED_SUFFIX + ".config");
    }

    private static void delete(InstanceSpec spec, String suffix) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(spec.preparedFolder(), "*" + suffix)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private JavaProgram program(InstanceSpec spec) {
        return JavaProgram.of(spec, jdkBuild);
    }

    private static InstanceSpec variant(InstanceSpec spec, String kind) {
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.put(InstanceProtocol.ENV_TRAINING, "1");
        return with(spec, kind, spec.memoryBytes() + WRITING_BYTES, environment);
    }

    /** The flags are those of an ordinary instance: without them the cache would not fit. */
    private JavaProgram ordinary(InstanceSpec variant) {
        return program(with(variant, KIND, variant.memoryBytes() - WRITING_BYTES, variant.environment()));
    }

    private static InstanceSpec with(InstanceSpec spec, String kind, long memory, Map<String, String> environment) {
        return new InstanceSpec(
                spec.function(),
                spec.version(),
                kind,
                spec.packageFolder(),
                spec.preparedFolder(),
                spec.entryPoint(),
                memory,
                spec.concurrency(),
                spec.startTimeout(),
                environment,
                spec.options(),
                spec.plain(),
                spec.network());
    }

    /** Writes what it records among what was prepared. */
    private final class Recording implements LaunchCommand {
        @Override
        public List<String> of(InstanceSpec variant, Path scratch) {
            JavaProgram program = ordinary(variant);
            return yielding(
                    program,
                    List.of(
                            JavaFlags.FIRST_COMPILER,
                            "-XX:AOTCacheOutput=" + program.unchecked(),
                            JavaLaunchCommand.QUIET),
                    scratch);
        }

        @Override
        public List<Path> reads(InstanceSpec spec) {
            return JavaLaunchCommand.files(javaHome);
        }

        @Override
        public List<Path> writes(InstanceSpec spec) {
            return List.of(spec.preparedFolder());
        }
    }

    private final class Check implements LaunchCommand {
        @Override
        public List<String> of(InstanceSpec variant, Path scratch) {
            JavaProgram program = ordinary(variant);
            return yielding(
                    program,
                    List.of("-XX:AOTMode=on", "-XX:AOTCache=" + program.unchecked(), JavaLaunchCommand.QUIET),
                    scratch);
        }

        @Override
        public List<Path> reads(InstanceSpec spec) {
            return JavaLaunchCommand.files(javaHome);
        }
    }

    private List<String> yielding(JavaProgram program, List<String> cacheFlags, Path scratch) {
        return LowPriority.words(JavaLaunchCommand.command(javaHome, program, cacheFlags, scratch));
    }
}
