package io.sluice.deploy;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.contract.api.DeployResult;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.ManifestReader;
import io.sluice.pool.InstancePools;
import io.sluice.prepare.PreparationFailed;
import io.sluice.prepare.Preparations;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.PackageStore;
import io.sluice.registry.VersionSettings;
import io.sluice.results.Results;
import io.sluice.router.FunctionEndpoints;
import io.sluice.sandbox.Isolation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Deploys, builds, publishes, rolls back and removes versions. Who pins nothing is moved to the new version at once; calls that the old one has
 * are finished by it. Methods block: call them from a virtual thread. One change of versions at a time; packages are
 * prepared beside each other.
 */
public final class Deployments {

    private static final Logger LOG = Logger.getLogger(Deployments.class);

    private static final SemanticVersion FIRST = new SemanticVersion(0, 1, 0);

    private final FunctionRegistry registry;
    private final Preparations preparations;
    private final FunctionEndpoints endpoints;
    private final InstancePools pools;
    private final Results results;
    private final InstantSource clock;
    private final Consumer<FunctionVersion> current;
    private final IncomingPackages incoming;
    private final Requirements requirements;
    private final Opening opening;

    /** @param current told of each version that is deployed, or becomes the current one again */
    public Deployments(
            FunctionRegistry registry,
            PackageStore packages,
            Preparations preparations,
            FunctionEndpoints endpoints,
            InstancePools pools,
            FirstInstances firstInstances,
            Results results,
            InstantSource clock,
            Isolation isolation,
            Consumer<FunctionVersion> current) {
        this.registry = registry;
        this.preparations = preparations;
        this.endpoints = endpoints;
        this.pools = pools;
        this.results = results;
        this.clock = clock;
        this.current = current;
        this.incoming = new IncomingPackages(registry, packages, preparations);
        this.requirements = new Requirements(registry, isolation);
        this.opening = new Opening(registry, packages, endpoints, pools, firstInstances);
    }

    /** Opens what the registry holds, and drops packages that nothing refers to; for the runtime's start. */
    public void restore() {
        registry.versions().forEach(endpoints::open);
        incoming.dropUnused();
    }

    /** The same, with a training run of what was deployed. */
    public DeployResult deploy(Path zip, Caller caller) throws InvalidManifestException {
        return deploy(zip, caller, true);
    }

    /**
     * Deploys a package as a version of each of its functions.
     *
     * @param trained whether it is worth a training run: not when the next version is a moment away
     * @throws InvalidManifestException when its manifest breaks a rule
     * @throws DeployConflict when a version is there with other content, an event type is taken, it asks for what can't be enforced, or the version before is
     *     warm and this one does not start
     * @throws PreparationFailed when what the package needs can't be made
     * @throws DeployNotAllowed when the caller doesn't act for the owner
     */
    public DeployResult deploy(Path zip, Caller caller, boolean trained) throws InvalidManifestException {
        PackageStore.StoredPackage stored = incoming.take(zip);
        try {
            Manifest manifest = ManifestReader.read(Manifest.FILE_NAME, stored.manifest());
            Requirements.requireOwner(caller, manifest.name());
            requirements.requireFreeEvents(manifest);
            requirements.requireEnforceable(manifest.name(), manifest.network());
            preparations.prepare(stored.digest(), stored.folder(), manifest);
            DeployResult result = register(stored, manifest);
            if (trained) {
                currentOf(manifest).forEach(current);
            }
            return result;
        } finally {
            incoming.taken(stored);
        }
    }

    /**
     * Makes a build of a package: callable under its hash at once, and a version when it is {@linkplain #publish published}.
     *
     * @param wanted whose build it is; the package's manifest names that function and no other
     * @throws InvalidManifestException when its manifest breaks a rule
     * @throws DeployConflict when an event type is taken, it asks for what can't be enforced, or does not start
     * @throws PreparationFailed when what the package needs can't be made
     */
    public FunctionVersion build(Path zip, BuildIdentity wanted) throws InvalidManifestException {
        PackageStore.StoredPackage stored = incoming.take(zip);
        try {
            Manifest manifest = ManifestReader.read(Manifest.FILE_NAME, stored.manifest());
            requirements.requireEnforceable(wanted.function(), wanted.settings().network());
            preparations.prepare(stored.digest(), stored.folder(), manifest);
            return register(stored, manifest, wanted);
        } finally {
            incoming.taken(stored);
        }
    }

    private synchronized FunctionVersion register(
            PackageStore.StoredPackage stored, Manifest manifest, BuildIdentity wanted) {
        requirements.requireFreeEvents(manifest);
        FunctionName function = manifest.functions().getFirst();
        FunctionVersion build = new FunctionVersion(
                wanted.function(),
                FunctionVersion.UNPUBLISHED,
                stored.digest(),
                manifest.entryPoints().getOrDefault(function.name(), function.name()),
                manifest,
                stored.manifest(),
                wanted.hash(),
                wanted.settings(),
                clock.instant());
        opening.open(List.of(build));
        replace(
                wanted.function(),
                there -> there == null ? FunctionRecord.first(build, wanted.id()) : there.withBuild(build));
        LOG.infof("built function=%s build=%s package=%s", build.name(), build.build(), build.packageDigest());
        return build;
    }

    /**
     * Makes a version of a build, which becomes the current one.
     *
     * @throws DeployConflict when there is no such build, a version was made of it already, or it does not start
     */
    public synchronized FunctionVersion publish(
            FunctionName function, String hash, SemanticVersion number, VersionSettings settings) {
        requirements.requireEnforceable(function, settings.network());
        FunctionRecord there = registry.find(function).orElse(null);
        FunctionVersion build = there == null ? null : there.builds().get(hash);
        if (there == null || build == null) {
            throw new DeployConflict("function '" + function + "' has no build " + hash
                    + " that waits to be published; build it, or publish another");
        }
        FunctionVersion version = build.published(number, settings, clock.instant());
        requirements.requireNew(version);
        opening.open(List.of(version));
        replace(function, record -> record == null ? FunctionRecord.first(version) : record.withDeployed(version));
        FunctionVersion before = there.current();
        if (!before.label().equals(build.label())) {
            pools.releaseIfThere(before.label());
        }
        current.accept(version);
        LOG.infof("published function=%s version=%s build=%s", version.name(), version.version(), hash);
        return version;
    }

    /** Changes a function's record; builds that are not in it any more are closed when their calls have ended. */
    private void replace(FunctionName function, UnaryOperator<@Nullable FunctionRecord> change) {
        List<FunctionVersion> before =
                registry.find(function).map(FunctionRecord::all).orElse(List.of());
        registry.update(function, change::apply);
        List<FunctionVersion> after =
                registry.find(function).map(FunctionRecord::all).orElse(List.of());
        Set<String> labels = after.stream().map(FunctionVersion::label).collect(Collectors.toSet());
        before.stream().filter(version -> !labels.contains(version.label())).forEach(opening::close);
        results.dropOutdated();
    }

    private synchronized DeployResult register(PackageStore.StoredPackage stored, Manifest manifest) {
        requirements.requireFreeEvents(manifest);
        if (isCurrent(stored, manifest)) {
            return new DeployResult(deployed(manifest), stored.digest(), false);
        }
        List<FunctionVersion> versions = new ArrayList<>();
        SemanticVersion version = versionFor(manifest);
        manifest.functions().forEach(function -> versions.add(version(function, version, stored, manifest)));
        versions.forEach(requirements::requireNew);
        opening.open(versions);
        versions.forEach(this::publish);
        results.dropOutdated();
        return new DeployResult(deployed(manifest), stored.digest(), true);
    }

    private boolean isCurrent(PackageStore.StoredPackage stored, Manifest manifest) {
        return manifest.functions().stream().allMatch(function -> registry.find(function)
                .map(FunctionRecord::current)
                .filter(current -> current.packageDigest().equals(stored.digest()))
                .isPresent());
    }

    private List<DeployResult.Deployed> deployed(Manifest manifest) {
        return currentOf(manifest)
                .map(version -> new DeployResult.Deployed(
                        version.name().toString(), version.version().toString()))
                .toList();
    }

    private Stream<FunctionVersion> currentOf(Manifest manifest) {
        return manifest.functions().stream()
                .flatMap(function -> registry.find(function).stream())
                .map(FunctionRecord::current);
    }

    /** The manifest's version, or the next patch after the newest of its functions. */
    private SemanticVersion versionFor(Manifest manifest) {
        return manifest.version() != null
                ? manifest.version()
                : manifest.functions().stream()
                        .flatMap(function -> registry.find(function).stream())
                        .map(FunctionRecord::nextVersion)
                        .max(SemanticVersion::compareTo)
                        .orElse(FIRST);
    }

    private FunctionVersion version(
            FunctionName function, SemanticVersion version, PackageStore.StoredPackage stored, Manifest manifest) {
        FunctionName spelled = registry.find(function).map(FunctionRecord::name).orElse(function);
        String entryPoint = manifest.entryPoints().getOrDefault(function.name(), function.name());
        return new FunctionVersion(
                spelled, version, stored.digest(), entryPoint, manifest, stored.manifest(), clock.instant());
    }

    private void publish(FunctionVersion version) {
        Optional<FunctionVersion> before = registry.find(version.name()).map(FunctionRecord::current);
        registry.update(
                version.name(), there -> there == null ? FunctionRecord.first(version) : there.withDeployed(version));
        before.ifPresent(predecessor -> pools.releaseIfThere(predecessor.label()));
        LOG.infof(
                "deployed function=%s version=%s package=%s",
                version.name(), version.version(), version.packageDigest());
    }

    /**
     * Makes another version the current one; without one, the version before the current.
     *
     * @return the version that is current now, or empty when there is none to roll back to
     */
    public synchronized Optional<FunctionVersion> rollback(FunctionName function, @Nullable SemanticVersion wanted) {
        FunctionRecord there = registry.find(function).orElseThrow();
        Optional<FunctionVersion> target = wanted == null ? there.previous() : there.version(wanted);
        target.ifPresent(version -> rollback(there, version));
        return target;
    }

    private void rollback(FunctionRecord there, FunctionVersion target) {
        FunctionVersion before = there.current();
        if (before.version().equals(target.version())) {
            return;
        }
        if (opening.isWarm(before) && !opening.isWarm(target)) {
            opening.warm(target)
                    .ifPresent(reason -> LOG.warnf(
                            "start before rollback failed function=%s version=%s reason=%s",
                            there.name(), target.version(), reason));
        }
        registry.update(there.name(), record -> record == null ? null : record.rolledBackTo(target.version()));
        results.dropOutdated();
        pools.releaseIfThere(before.label());
        current.accept(target);
        LOG.infof("rolled back function=%s from=%s version=%s", there.name(), before.version(), target.version());
    }

    /** Removes one version, or every one; false when it isn't there. Calls in flight are finished. */
    public synchronized boolean remove(FunctionName function, @Nullable SemanticVersion version) {
        List<FunctionVersion> gone = registry.find(function).stream()
                .flatMap(record -> record.all().stream())
                .filter(candidate -> version == null || candidate.version().equals(version))
                .toList();
        gone.forEach(this::withdraw);
        if (!gone.isEmpty()) {
            results.dropOutdated();
            incoming.dropUnused();
        }
        return !gone.isEmpty();
    }

    private void withdraw(FunctionVersion version) {
        registry.update(
                version.name(),
                record -> record == null ? null : record.without(version).orElse(null));
        opening.close(version);
        LOG.infof("removed function=%s version=%s", version.name(), version.tag());
    }
}
