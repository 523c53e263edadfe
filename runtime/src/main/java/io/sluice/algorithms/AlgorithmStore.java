package io.sluice.algorithms;

import io.sluice.contract.FunctionName;
import io.sluice.registry.VersionSettings;
import io.sluice.state.StateTable;
import io.sluice.state.StoredJson;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The records of algorithms and of their builds. Look-ups never block; changes are written first, and do. */
public final class AlgorithmStore {

    /** How many builds of an algorithm are remembered, with their logs. */
    private static final int MOST_BUILDS = 50;

    private final StateTable algorithmTable;
    private final StateTable buildTable;
    private final Map<String, Algorithm> algorithms = new ConcurrentHashMap<>();
    private final Map<UUID, Map<UUID, AlgorithmBuild>> builds = new ConcurrentHashMap<>();

    /** Loads what the tables hold. */
    public AlgorithmStore(StateTable algorithmTable, StateTable buildTable) {
        this.algorithmTable = algorithmTable;
        this.buildTable = buildTable;
        algorithmTable
                .load()
                .forEach((key, json) -> algorithms.put(
                        key, StoredJson.read(json, StoredAlgorithm.class).restore()));
        buildTable.load().forEach((key, json) -> {
            UUID algorithm = UUID.fromString(key.substring(0, key.indexOf('/')));
            remember(algorithm, StoredJson.read(json, StoredBuild.class).restore());
        });
    }

    private void remember(UUID algorithm, AlgorithmBuild build) {
        builds.computeIfAbsent(algorithm, id -> new ConcurrentHashMap<>()).put(build.id(), build);
    }

    Optional<Algorithm> find(FunctionName name) {
        return Optional.ofNullable(algorithms.get(name.key()));
    }

    Optional<Algorithm> findById(UUID id) {
        return algorithms.values().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    List<Algorithm> all() {
        return List.copyOf(algorithms.values());
    }

    synchronized void put(Algorithm algorithm) {
        algorithmTable.put(algorithm.name().key(), StoredJson.write(StoredAlgorithm.of(algorithm)));
        algorithms.put(algorithm.name().key(), algorithm);
    }

    /** Removes an algorithm and its builds. */
    synchronized void remove(Algorithm algorithm) {
        algorithmTable.remove(algorithm.name().key());
        algorithms.remove(algorithm.name().key());
        builds(algorithm.id()).forEach(build -> drop(algorithm.id(), build));
        builds.remove(algorithm.id());
    }

    /** The builds of an algorithm, newest first. */
    List<AlgorithmBuild> builds(UUID algorithm) {
        return builds.getOrDefault(algorithm, Map.of()).values().stream()
                .sorted(Comparator.comparing(AlgorithmBuild::startedAt).reversed())
                .toList();
    }

    /** Remembers a build, or what became of it; the oldest is forgotten where there are too many. */
    synchronized void put(UUID algorithm, AlgorithmBuild build) {
        buildTable.put(key(algorithm, build), StoredJson.write(StoredBuild.of(build)));
        remember(algorithm, build);
        builds(algorithm).stream().skip(MOST_BUILDS).forEach(old -> drop(algorithm, old));
    }

    private void drop(UUID algorithm, AlgorithmBuild build) {
        buildTable.remove(key(algorithm, build));
        builds.getOrDefault(algorithm, Map.of()).remove(build.id());
    }

    private static String key(UUID algorithm, AlgorithmBuild build) {
        return algorithm + "/" + build.id();
    }

    private record StoredAlgorithm(
            String id,
            String name,
            String label,
            String summary,
            String tagline,
            Language language,
            License license,
            VersionSettings permissions,
            String createdAt) {

        static StoredAlgorithm of(Algorithm algorithm) {
            return new StoredAlgorithm(
                    algorithm.id().toString(),
                    algorithm.name().toString(),
                    algorithm.label(),
                    algorithm.summary(),
                    algorithm.tagline(),
                    algorithm.language(),
                    algorithm.license(),
                    algorithm.permissions(),
                    algorithm.createdAt().toString());
        }

        Algorithm restore() {
            return new Algorithm(
                    UUID.fromString(id),
                    FunctionName.parse(name),
                    label,
                    summary,
                    tagline,
                    language,
                    license,
                    permissions,
                    Instant.parse(createdAt));
        }
    }

    private record StoredBuild(
            String id,
            String commit,
            AlgorithmBuild.Status status,
            String startedAt,
            @Nullable String finishedAt,
            String log,
            AlgorithmBuild.@Nullable Notes notes) {

        static StoredBuild of(AlgorithmBuild build) {
            Instant finished = build.finishedAt();
            return new StoredBuild(
                    build.id().toString(),
                    build.commit(),
                    build.status(),
                    build.startedAt().toString(),
                    finished == null ? null : finished.toString(),
                    build.log(),
                    build.notes());
        }

        /** One that the runtime's end cut short has failed. */
        AlgorithmBuild restore() {
            Instant started = Instant.parse(startedAt);
            boolean cut = finishedAt == null;
            return new AlgorithmBuild(
                    UUID.fromString(id),
                    commit,
                    cut ? AlgorithmBuild.Status.FAILED : status,
                    started,
                    finishedAt == null ? started : Instant.parse(finishedAt),
                    cut ? "the runtime ended before the build did; build again\n" : log,
                    notes == null ? AlgorithmBuild.Notes.NONE : notes);
        }
    }
}
