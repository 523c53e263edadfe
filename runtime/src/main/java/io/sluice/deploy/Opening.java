package io.sluice.deploy;

import io.sluice.manifest.AlgorithmiaProject;
import io.sluice.pool.InstancePools;
import io.sluice.pool.PoolSnapshot;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.PackageStore;
import io.sluice.router.FunctionEndpoints;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes versions ready for calls, and closes them. Those that nothing has looked at before, and successors of warm ones, must start first.
 * Blocks.
 */
final class Opening {

    /** How long the successor of a warm version is kept warm, calls or not. */
    private static final Duration INHERITED_WARMTH = Duration.ofMinutes(1);

    /** How long after its time is over a start may take to be given up. */
    private static final Duration FAILURE_KNOWN = Duration.ofSeconds(5);

    /** How long the calls that a removed version has may go on. */
    private static final Duration CLOSE_BOUND = Duration.ofMinutes(1);

    private final FunctionRegistry registry;
    private final PackageStore packages;
    private final FunctionEndpoints endpoints;
    private final InstancePools pools;
    private final FirstInstances firstInstances;

    Opening(
            FunctionRegistry registry,
            PackageStore packages,
            FunctionEndpoints endpoints,
            InstancePools pools,
            FirstInstances firstInstances) {
        this.registry = registry;
        this.packages = packages;
        this.endpoints = endpoints;
        this.pools = pools;
        this.firstInstances = firstInstances;
    }

    /** Opens the versions, all of them or none. */
    void open(List<FunctionVersion> versions) {
        try {
            versions.forEach(this::open);
        } catch (DeployConflict e) {
            versions.forEach(this::close);
            throw e;
        }
    }

    private void open(FunctionVersion version) {
        endpoints.open(version);
        if (triesAtDeploy(version) || replacesWarm(version)) {
            warmOrFail(version);
        }
    }

    /**
     * A compiler has looked at a function in Java; whether others can be loaded at all is known when one is started. That
     * may take secrets, which are set once there is a function to keep them for.
     */
    private boolean triesAtDeploy(FunctionVersion version) {
        return switch (version.manifest().runtime()) {
            case JAVA -> isAlgorithm(version) && takesNoNewSecrets(version);
            case PYTHON, NODE, EXEC -> takesNoNewSecrets(version);
            case PIPELINE -> false;
        };
    }

    private boolean takesNoNewSecrets(FunctionVersion version) {
        return version.manifest().secrets().isEmpty()
                || registry.find(version.name()).isPresent();
    }

    /** Its class is found by its name, which no compiler has looked at. */
    private boolean isAlgorithm(FunctionVersion version) {
        return Files.isRegularFile(
                packages.folderOf(version.packageDigest()).resolve("app").resolve(AlgorithmiaProject.FILE_NAME));
    }

    private boolean replacesWarm(FunctionVersion version) {
        return registry.find(version.name())
                .map(FunctionRecord::current)
                .filter(this::isWarm)
                .isPresent();
    }

    /** Those who call a warm function go on to a warm one, or stay where they are when the new one doesn't start. */
    private void warmOrFail(FunctionVersion version) {
        Optional<String> failure = warm(version);
        if (failure.isPresent()) {
            String before = registry.find(version.name()).isPresent() ? ", so the version before goes on serving" : "";
            throw new DeployConflict("version " + version.version() + " of '" + version.name() + "' does not start"
                    + before + ": " + failure.get());
        }
    }

    /** Has one instance of it started and kept for a while; why there is none, if so. */
    Optional<String> warm(FunctionVersion version) {
        try (FirstInstances.Wait first = firstInstances.listen(version.label())) {
            pools.start(version.label(), INHERITED_WARMTH);
            Duration bound = version.manifest().startTimeout().plus(FAILURE_KNOWN);
            return first.failure(bound, () -> notStarted(bound));
        }
    }

    /** A start that has room ends in time, one way or the other. */
    private String notStarted(Duration bound) {
        return "no instance could be started within " + bound.toSeconds()
                + " s, as calls use what instances have of memory ("
                + mebibytes(pools.memoryReserved()) + " of " + mebibytes(pools.memoryBudget())
                + "): deploy it again when fewer calls run, or give the node more memory";
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    /** Whether it has instances. */
    boolean isWarm(FunctionVersion version) {
        return pools.snapshot(version.label())
                .map(PoolSnapshot::instances)
                .filter(instances -> !instances.isEmpty())
                .isPresent();
    }

    /** Ends its pool when its calls have ended, by force after a minute. */
    void close(FunctionVersion version) {
        endpoints.close(version).await().atMost(CLOSE_BOUND);
    }
}
