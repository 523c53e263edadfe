package io.sluice.warmup;

import io.sluice.pool.InstancePools;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import java.time.Duration;
import java.util.Optional;

/**
 * The pools of the versions that are current: where a function gets a new one, what is planned is for that. Functions whose
 * instances are to end with their last call are left alone.
 */
final class CurrentVersions implements WarmPools {

    private final FunctionRegistry registry;
    private final InstancePools pools;

    CurrentVersions(FunctionRegistry registry, InstancePools pools) {
        this.registry = registry;
        this.pools = pools;
    }

    @Override
    public Optional<Kind> kind(String function) {
        return current(function)
                .map(FunctionVersion::manifest)
                .filter(it -> it.idle().isPositive())
                .map(it -> new Kind(it.memoryBytes(), it.concurrency(), it.maxInstances()));
    }

    @Override
    public int instances(String function) {
        return current(function)
                .map(version -> pools.instances(version.label()))
                .orElse(0);
    }

    @Override
    public void keep(String function, int instances, Duration lasting) {
        current(function).ifPresent(version -> pools.prewarmIfThere(version.label(), instances, lasting));
    }

    private Optional<FunctionVersion> current(String function) {
        return registry.findByKey(function).map(FunctionRecord::latest);
    }
}
