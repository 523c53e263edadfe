package io.sluice.gateway.management;

import io.sluice.accounts.Caller;
import io.sluice.contract.api.FunctionDescription;
import io.sluice.contract.api.FunctionStats;
import io.sluice.contract.api.FunctionSummary;
import io.sluice.contract.api.VersionSummary;
import io.sluice.dashboard.StatsBook;
import io.sluice.pool.InstancePools;
import io.sluice.pool.PoolSnapshot;
import io.sluice.pool.process.ProcessInstanceDriver;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.Secrets;
import io.sluice.training.Training;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What the management API shows of functions. */
@Singleton
class FunctionViews {

    private static final long MIB = 1 << 20;

    private final StatsBook stats;
    private final InstancePools pools;
    private final ProcessInstanceDriver driver;
    private final Secrets secrets;
    private final Training training;

    FunctionViews(
            StatsBook stats, InstancePools pools, ProcessInstanceDriver driver, Secrets secrets, Training training) {
        this.stats = stats;
        this.pools = pools;
        this.driver = driver;
        this.secrets = secrets;
        this.training = training;
    }

    FunctionSummary summary(FunctionRecord function, Caller caller) {
        FunctionVersion shown = function.shownTo(caller);
        List<FunctionVersion> seen = function.versionsOpenTo(caller);
        return new FunctionSummary(
                function.name().toString(),
                shown.tag(),
                seen.size(),
                shown.manifest().runtime().word(),
                shown.settings().callability().word(),
                seen.stream().mapToInt(this::instances).sum(),
                seen.stream().mapToLong(stats::invocations).sum(),
                shown.deployedAt().toString());
    }

    VersionSummary version(FunctionRecord function, FunctionVersion version) {
        return new VersionSummary(
                version.tag(),
                state(function, version),
                version.packageDigest(),
                version.settings().callability().word(),
                version.deployedAt().toString(),
                instances(version));
    }

    private static String state(FunctionRecord function, FunctionVersion version) {
        if (function.current().version().equals(version.version())) {
            return "current";
        }
        return function.isWithdrawn(version.version()) ? "withdrawn" : "deployed";
    }

    FunctionStats stats(FunctionVersion version) {
        return stats.of(version, pool(version).orElse(null));
    }

    FunctionDescription description(FunctionRecord function, FunctionVersion version) {
        Optional<PoolSnapshot> pool = pool(version);
        return new FunctionDescription(
                version.name().toString(),
                version.tag(),
                function.current().version().equals(version.version()),
                version.manifest().summary(),
                version.manifest().runtime().word(),
                version.entryPoint(),
                version.packageDigest(),
                version.deployedAt().toString(),
                version.manifest().settings(),
                version.events(),
                List.copyOf(secrets.of(version.name()).keySet()),
                driver.enforced(version.settings().network()),
                pool.stream()
                        .flatMap(snapshot -> snapshot.instances().stream())
                        .map(FunctionViews::instance)
                        .toList(),
                stats(version),
                pool.map(PoolSnapshot::lastStartFailure).orElse(null),
                training.of(version));
    }

    private static FunctionDescription.InstanceView instance(PoolSnapshot.InstanceSnapshot instance) {
        return new FunctionDescription.InstanceView(
                instance.id().toString(),
                instance.state(),
                instance.inFlight(),
                instance.pid(),
                instance.residentBytes() / MIB,
                instance.age().toSeconds(),
                instance.idle().toSeconds());
    }

    private int instances(FunctionVersion version) {
        return pool(version).map(pool -> pool.instances().size()).orElse(0);
    }

    private Optional<PoolSnapshot> pool(FunctionVersion version) {
        return pools.snapshot(version.label());
    }
}
