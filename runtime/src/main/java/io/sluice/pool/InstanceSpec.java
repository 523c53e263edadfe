package io.sluice.pool;

import io.sluice.manifest.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a driver needs to know to start an instance of one version of a function.
 *
 * @param function {@code owner/name}
 * @param version {@code major.minor.patch}
 * @param runtime the runtime kind, such as {@code java}
 * @param packageFolder the unpacked package; never written to
 * @param preparedFolder what was made of the package for this host; may be missing where nothing was
 * @param entryPoint the entry point that the instance must report as served
 * @param memoryBytes the limit on its resident memory
 * @param concurrency how many calls it is given at once
 * @param startTimeout how long it may take to become ready
 * @param environment what its author wants in its environment, secrets included
 * @param options what its author adds to the options of the program that runs it
 * @param plain how it is started and called where it doesn't speak the instance protocol; null where it does
 * @param network what it reaches
 */
public record InstanceSpec(
        String function,
        String version,
        String runtime,
        Path packageFolder,
        Path preparedFolder,
        String entryPoint,
        long memoryBytes,
        int concurrency,
        Duration startTimeout,
        Map<String, String> environment,
        List<String> options,
        @Nullable PlainServer plain,
        Network network) {

    public InstanceSpec {
        environment = Map.copyOf(environment);
        options = List.copyOf(options);
    }

    /** Of an instance that speaks the instance protocol, without options of its author's. */
    public InstanceSpec(
            String function,
            String version,
            String runtime,
            Path packageFolder,
            Path preparedFolder,
            String entryPoint,
            long memoryBytes,
            int concurrency,
            Duration startTimeout,
            Map<String, String> environment) {
        this(
                function,
                version,
                runtime,
                packageFolder,
                preparedFolder,
                entryPoint,
                memoryBytes,
                concurrency,
                startTimeout,
                environment,
                List.of(),
                null,
                Network.FULL);
    }

    /** The same with another environment. */
    public InstanceSpec withEnvironment(Map<String, String> other) {
        return new InstanceSpec(
                function,
                version,
                runtime,
                packageFolder,
                preparedFolder,
                entryPoint,
                memoryBytes,
                concurrency,
                startTimeout,
                other,
                options,
                plain,
                network);
    }

    /** {@code owner/name@version}. */
    public String label() {
        return function + "@" + version;
    }

    /** Without the environment, which holds secrets. */
    @Override
    public String toString() {
        return label();
    }
}
