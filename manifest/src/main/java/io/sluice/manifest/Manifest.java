package io.sluice.manifest;

import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A valid {@code sluice.yaml}, its defaults filled in.
 *
 * @param name the package's name; its owner is the owner of every entry point
 * @param version the version to register, or null for the next patch version
 * @param packageFolder the folder, relative to the manifest's, whose files become the package; for {@code runtime: pipeline} its
 *     file
 * @param build the command that makes the package folder, or null where the file names none
 * @param entryPoints function name (without owner) to the name of its {@code @Funq} method, in the file's order; not empty
 * @param memoryBytes what an instance may use
 * @param concurrency how many calls an instance is given at once
 * @param timeout how long a call may take
 * @param startTimeout how long an instance may take to become ready
 * @param idle how long an instance without calls stays; zero ends it with its last call
 * @param maxInstances the most instances of one function
 * @param queue how many calls may wait; zero: calls wait for starts only
 * @param maxWait how long calls may go on waiting before others are refused, or null where that is left to the runtime
 * @param secrets names of environment variables whose values are kept by the runtime
 * @param callsOthers whether the function may call others
 * @param network what it reaches
 * @param source who may see its source and its stack traces
 * @param cache whether results are kept, and for whom
 * @param events CloudEvent types that are delivered here, beside {@code owner.name}
 * @param samples JSON texts to try the function with
 * @param exec how the program is started, for {@code runtime: exec}; null for others
 * @param javaOptions options of the JVM, beside those that the runtime chooses
 */
public record Manifest(
        FunctionName name,
        @Nullable SemanticVersion version,
        String summary,
        RuntimeKind runtime,
        String packageFolder,
        @Nullable String build,
        Map<String, String> entryPoints,
        long memoryBytes,
        int concurrency,
        Duration timeout,
        Duration startTimeout,
        Duration idle,
        int maxInstances,
        int queue,
        @Nullable Duration maxWait,
        Map<String, String> environment,
        List<String> secrets,
        Callability callability,
        boolean callsOthers,
        Network network,
        SourceVisibility source,
        CacheSettings cache,
        List<String> events,
        List<String> samples,
        @Nullable ExecSettings exec,
        List<String> javaOptions) {

    /** What the file is called in a project and at the root of a package. */
    public static final String FILE_NAME = "sluice.yaml";

    public Manifest {
        entryPoints = ordered(entryPoints);
        environment = ordered(environment);
        secrets = List.copyOf(secrets);
        events = List.copyOf(events);
        samples = List.copyOf(samples);
        javaOptions = List.copyOf(javaOptions);
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The functions that the package registers, one for each entry point. */
    public List<FunctionName> functions() {
        return entryPoints.keySet().stream()
                .map(key -> new FunctionName(name.owner(), key))
                .toList();
    }

    /** The file that the package consists of, for {@code runtime: pipeline}, inside an unpacked package. */
    public Path packageFile(Path unpacked) {
        return unpacked.resolve("app").resolve(Path.of(packageFolder).getFileName());
    }

    /** The settings as the file spells them, those that it leaves out too: {@code memory -> 256MiB}. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("runtime", runtime.word());
        settings.put("memory", ByteSize.format(memoryBytes));
        settings.put("concurrency", Integer.toString(concurrency));
        settings.put("timeout", TimeSpan.format(timeout));
        settings.put("startTimeout", TimeSpan.format(startTimeout));
        settings.put("idle", TimeSpan.format(idle));
        settings.put("instances.max", Integer.toString(maxInstances));
        settings.put("queue", Integer.toString(queue));
        if (maxWait != null) {
            settings.put("maxWait", TimeSpan.format(maxWait));
        }
        if (!javaOptions.isEmpty()) {
            settings.put("java.options", String.join(" ", javaOptions));
        }
        settings.put("permissions.callability", callability.word());
        settings.put("permissions.callsOthers", Boolean.toString(callsOthers));
        settings.put("permissions.network", network.word());
        settings.put("permissions.source", source.word());
        settings.put("cache.ttl", TimeSpan.format(cache.ttl()));
        settings.put("cache.shared", Boolean.toString(cache.shared()));
        return settings;
    }
}
