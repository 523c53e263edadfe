package io.sluice.registry;

import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.contract.VersionSelector;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A function and its versions: immutable, changed by making another.
 *
 * <p>One version is <em>current</em>: callers who pin nothing get it. Rolling back <em>withdraws</em> the versions newer
 * than the one rolled back to: no range matches them any more, and only callers who pin them exactly still get them.
 */
public final class FunctionRecord {

    private final FunctionName name;
    private final NavigableMap<SemanticVersion, FunctionVersion> versions;
    private final FunctionVersion current;
    private final Set<SemanticVersion> withdrawn;

    FunctionRecord(
            FunctionName name,
            Collection<FunctionVersion> versions,
            SemanticVersion current,
            Set<SemanticVersion> withdrawn) {
        TreeMap<SemanticVersion, FunctionVersion> byVersion = new TreeMap<>();
        versions.forEach(version -> byVersion.put(version.version(), version));
        FunctionVersion found = byVersion.get(current);
        if (found == null) {
            throw new IllegalArgumentException(
                    "function '" + name + "': the current version must exist, was " + current);
        }
        this.name = name;
        this.versions = Collections.unmodifiableNavigableMap(byVersion);
        this.current = found;
        this.withdrawn = Set.copyOf(withdrawn);
    }

    /** A function with its first version. */
    public static FunctionRecord first(FunctionVersion version) {
        return new FunctionRecord(version.name(), Set.of(version), version.version(), Set.of());
    }

    public FunctionName name() {
        return name;
    }

    /** Every version, oldest first. */
    public Collection<FunctionVersion> versions() {
        return versions.values();
    }

    /** The version that callers who pin nothing get. */
    public FunctionVersion current() {
        return current;
    }

    public boolean isWithdrawn(SemanticVersion version) {
        return withdrawn.contains(version);
    }

    public Optional<FunctionVersion> version(SemanticVersion version) {
        return Optional.ofNullable(versions.get(version));
    }

    /** The version that a caller's selector means, if there is one. */
    public Optional<FunctionVersion> resolve(VersionSelector selector) {
        return switch (selector) {
            case VersionSelector.Latest latest -> Optional.of(current);
            case VersionSelector.Exact exact -> version(exact.version());
            case VersionSelector.Range range ->
                versions.descendingMap().values().stream()
                        .filter(version -> range.includes(version.version()) && !isWithdrawn(version.version()))
                        .findFirst();
        };
    }

    /** The version number that a deploy without one gets. */
    public SemanticVersion nextVersion() {
        return versions.lastKey().nextPatch();
    }

    /** With one more version, which becomes the current one. */
    public FunctionRecord withDeployed(FunctionVersion version) {
        TreeMap<SemanticVersion, FunctionVersion> all = new TreeMap<>(versions);
        if (all.putIfAbsent(version.version(), version) != null) {
            throw new IllegalArgumentException("function '" + version.label() + "' exists already");
        }
        return new FunctionRecord(name, all.values(), version.version(), withdrawn);
    }

    /** The newest version before the current one that has not been withdrawn, if there is one. */
    public Optional<FunctionVersion> previous() {
        return versions.headMap(current.version(), false).descendingMap().values().stream()
                .filter(version -> !isWithdrawn(version.version()))
                .findFirst();
    }

    /** With another version as the current one; newer ones are withdrawn, it and older ones are not. */
    public FunctionRecord rolledBackTo(SemanticVersion version) {
        Set<SemanticVersion> gone =
                new TreeSet<>(versions.tailMap(version, false).keySet());
        withdrawn.stream().filter(older -> older.compareTo(version) < 0).forEach(gone::add);
        return new FunctionRecord(name, versions.values(), version, gone);
    }

    /** Without one version, or nothing when it was the last; the newest of the rest becomes current where it was. */
    public Optional<FunctionRecord> without(SemanticVersion version) {
        TreeMap<SemanticVersion, FunctionVersion> rest = new TreeMap<>(versions);
        rest.remove(version);
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        Set<SemanticVersion> gone = new TreeSet<>(withdrawn);
        gone.remove(version);
        SemanticVersion next = version.equals(current.version()) ? newest(rest, gone) : current.version();
        gone.remove(next);
        return Optional.of(new FunctionRecord(name, rest.values(), next, gone));
    }

    private static SemanticVersion newest(
            NavigableMap<SemanticVersion, FunctionVersion> versions, Set<SemanticVersion> withdrawn) {
        return versions.descendingKeySet().stream()
                .filter(version -> !withdrawn.contains(version))
                .findFirst()
                .orElse(versions.lastKey());
    }

    Set<SemanticVersion> withdrawn() {
        return withdrawn;
    }
}
