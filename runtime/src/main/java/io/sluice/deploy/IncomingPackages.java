package io.sluice.deploy;

import io.sluice.prepare.Preparations;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.PackageStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The packages that are being deployed, and no others that no version has. Safe for use by many threads. */
final class IncomingPackages {

    /** Digests of packages that are being deployed, and by how many. */
    private final Map<String, Integer> incoming = new HashMap<>();

    private final FunctionRegistry registry;
    private final PackageStore packages;
    private final Preparations preparations;

    IncomingPackages(FunctionRegistry registry, PackageStore packages, Preparations preparations) {
        this.registry = registry;
        this.packages = packages;
        this.preparations = preparations;
    }

    /** Unpacks a package, which stays until it is {@link #taken} at least. */
    synchronized PackageStore.StoredPackage take(Path zip) {
        PackageStore.StoredPackage stored = packages.add(zip);
        incoming.merge(stored.digest(), 1, Integer::sum);
        return stored;
    }

    /** It is deployed, or refused. */
    synchronized void taken(PackageStore.StoredPackage stored) {
        incoming.computeIfPresent(stored.digest(), (digest, count) -> count == 1 ? null : count - 1);
        dropUnused();
    }

    /** Deletes packages that no version has and nobody is deploying. */
    synchronized void dropUnused() {
        Set<String> inUse = registry.versions().stream()
                .map(FunctionVersion::packageDigest)
                .collect(Collectors.toCollection(HashSet::new));
        inUse.addAll(incoming.keySet());
        packages.retain(inUse);
        preparations.retain(inUse);
    }
}
