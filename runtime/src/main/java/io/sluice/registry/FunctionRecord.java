package io.sluice.registry;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.contract.VersionSelector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A function, its versions, and its builds that were not published: immutable, changed by making another.
 *
 * <p>One version is <em>current</em>: the last that was deployed, published or rolled back to; as long as there are none,
 * the newest build. Rolling back <em>withdraws</em> the versions newer than the one rolled back to: no range matches them
 * any more, and only callers who pin them exactly still get them.
 */
public final class FunctionRecord {

    /** How many builds are kept that no version was made of. */
    public static final int MOST_BUILDS = 10;

    private static final SemanticVersion FIRST = new SemanticVersion(0, 1, 0);

    private final UUID id;
    private final FunctionName name;
    private final NavigableMap<SemanticVersion, FunctionVersion> versions;
    private final Map<String, FunctionVersion> builds;
    private final FunctionVersion current;
    private final Set<SemanticVersion> withdrawn;

    /**
     * @param id the function's, whatever its versions; null: made of its name and when its oldest was deployed
     * @param all versions, and builds in the order in which they were made
     * @param current the current version's number, or {@link FunctionVersion#UNPUBLISHED} as long as there are builds only
     */
    FunctionRecord(
            @Nullable UUID id,
            FunctionName name,
            Collection<FunctionVersion> all,
            SemanticVersion current,
            Set<SemanticVersion> withdrawn) {
        TreeMap<SemanticVersion, FunctionVersion> byVersion = new TreeMap<>();
        Map<String, FunctionVersion> byHash = new LinkedHashMap<>();
        for (FunctionVersion version : all) {
            if (version.isPublished()) {
                byVersion.put(version.version(), version);
            } else {
                byHash.remove(version.build());
                byHash.put(version.build(), version);
            }
        }
        FunctionVersion found = byVersion.isEmpty() ? last(byHash.values()) : byVersion.get(current);
        if (found == null) {
            throw new IllegalArgumentException(
                    "function '" + name + "': the current version must exist, was " + current);
        }
        this.id = id == null ? id(name, all.iterator().next()) : id;
        this.name = name;
        this.versions = Collections.unmodifiableNavigableMap(byVersion);
        this.builds = Collections.unmodifiableMap(byHash);
        this.current = found;
        this.withdrawn = Set.copyOf(withdrawn);
    }

    private static UUID id(FunctionName name, FunctionVersion oldest) {
        return UUID.nameUUIDFromBytes((name.key() + "@" + oldest.deployedAt()).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable FunctionVersion last(Collection<FunctionVersion> builds) {
        return builds.isEmpty() ? null : List.copyOf(builds).getLast();
    }

    /** A function with its first version or build. */
    public static FunctionRecord first(FunctionVersion version) {
        return first(version, null);
    }

    /** A function with its first version or build, that was known under that id before. */
    public static FunctionRecord first(FunctionVersion version, @Nullable UUID id) {
        return new FunctionRecord(id, version.name(), Set.of(version), version.version(), Set.of());
    }

    /** What the function is known by beside its name, as long as it is there. */
    public UUID id() {
        return id;
    }

    public FunctionName name() {
        return name;
    }

    /** Every version, oldest first. */
    public Collection<FunctionVersion> versions() {
        return versions.values();
    }

    /** Every build that no version was made of, by its hash, oldest first. */
    public Map<String, FunctionVersion> builds() {
        return builds;
    }

    /** Versions and builds. */
    public List<FunctionVersion> all() {
        List<FunctionVersion> all = new ArrayList<>(versions.values());
        all.addAll(builds.values());
        return all;
    }

    /** The version that was deployed, published or rolled back to last. */
    public FunctionVersion current() {
        return current;
    }

    /**
     * The version that callers who pin nothing get: the current one, but where only older ones are for everybody, the newest
     * of these.
     */
    public FunctionVersion latest() {
        return current.isPublic() ? current : newest(FunctionVersion::isPublic).orElse(current);
    }

    /** The version that is shown to a caller who names none: the current one to those who may see it, else {@link #latest}. */
    public FunctionVersion shownTo(Caller caller) {
        return current.isOpenTo(caller) ? current : latest();
    }

    /** The versions that the caller may call, as far as it is for them to say, oldest first. */
    public List<FunctionVersion> versionsOpenTo(Caller caller) {
        return versions.values().stream()
                .filter(version -> version.isOpenTo(caller))
                .toList();
    }

    public boolean isWithdrawn(SemanticVersion version) {
        return withdrawn.contains(version);
    }

    public Optional<FunctionVersion> version(SemanticVersion version) {
        return Optional.ofNullable(versions.get(version));
    }

    /**
     * The version that a caller's selector means, if there is one. Ranges mean versions for everybody, as long as there are
     * any.
     */
    public Optional<FunctionVersion> resolve(VersionSelector selector) {
        return switch (selector) {
            case VersionSelector.Latest latest -> Optional.of(latest());
            case VersionSelector.Exact exact -> version(exact.version());
            case VersionSelector.Range range -> {
                boolean open = newest(FunctionVersion::isPublic).isPresent();
                yield newest(version -> range.includes(version.version()) && (version.isPublic() || !open));
            }
            case VersionSelector.LatestPrivate newest -> newest(version -> !version.isPublic());
            case VersionSelector.Build build -> build(build.hash());
        };
    }

    private Optional<FunctionVersion> build(String hash) {
        FunctionVersion unpublished = builds.get(hash);
        return unpublished != null
                ? Optional.of(unpublished)
                : versions.descendingMap().values().stream()
                        .filter(version -> version.build().equals(hash))
                        .findFirst();
    }

    private Optional<FunctionVersion> newest(Predicate<FunctionVersion> which) {
        for (FunctionVersion version : versions.descendingMap().values()) {
            if (!isWithdrawn(version.version()) && which.test(version)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** The version number that a deploy without one gets. */
    public SemanticVersion nextVersion() {
        return versions.isEmpty() ? FIRST : versions.lastKey().nextPatch();
    }

    /** With one more version, which becomes the current one; a build that it was made of is kept with it only. */
    public FunctionRecord withDeployed(FunctionVersion version) {
        if (versions.containsKey(version.version())) {
            throw new IllegalArgumentException("function '" + version.label() + "' exists already");
        }
        List<FunctionVersion> all = all();
        all.removeIf(build -> !build.isPublished() && build.build().equals(version.build()));
        all.add(version);
        return new FunctionRecord(id, name, all, version.version(), withdrawn);
    }

    /** With one more build; the oldest one goes where there are too many. */
    public FunctionRecord withBuild(FunctionVersion build) {
        List<FunctionVersion> all = all();
        all.removeIf(other -> other.label().equals(build.label()));
        all.add(build);
        if (builds.size() >= MOST_BUILDS && !builds.containsKey(build.build())) {
            all.remove(builds.values().iterator().next());
        }
        return new FunctionRecord(id, name, all, current.version(), withdrawn);
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
        return new FunctionRecord(id, name, all(), version, gone);
    }

    /**
     * Without one version or build, or nothing when it was the last; the newest version of the rest becomes current where
     * it was.
     */
    public Optional<FunctionRecord> without(FunctionVersion version) {
        List<FunctionVersion> rest = all();
        rest.removeIf(other -> other.label().equals(version.label()));
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        Set<SemanticVersion> gone = new TreeSet<>(withdrawn);
        gone.remove(version.version());
        SemanticVersion next = version.version().equals(current.version()) ? newest(rest, gone) : current.version();
        gone.remove(next);
        return Optional.of(new FunctionRecord(id, name, rest, next, gone));
    }

    private static SemanticVersion newest(List<FunctionVersion> versions, Set<SemanticVersion> withdrawn) {
        TreeSet<SemanticVersion> numbers = new TreeSet<>();
        versions.forEach(version -> numbers.add(version.version()));
        return numbers.descendingSet().stream()
                .filter(version -> !withdrawn.contains(version))
                .findFirst()
                .orElse(numbers.last());
    }

    Set<SemanticVersion> withdrawn() {
        return withdrawn;
    }
}
