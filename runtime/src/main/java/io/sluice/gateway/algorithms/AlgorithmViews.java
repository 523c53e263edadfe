package io.sluice.gateway.algorithms;

import io.sluice.algorithms.Algorithm;
import io.sluice.algorithms.AlgorithmBuild;
import io.sluice.algorithms.Algorithms;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.registry.VersionSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What the management API shows of algorithms. */
@Singleton
class AlgorithmViews {

    /** Clients demand the fraction. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Algorithms algorithms;
    private final FunctionRegistry registry;

    AlgorithmViews(Algorithms algorithms, FunctionRegistry registry) {
        this.algorithms = algorithms;
        this.registry = registry;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** An algorithm with the version that callers get who name none. */
    AlgorithmView of(Algorithm algorithm) {
        FunctionVersion latest =
                registry.find(algorithm.name()).map(FunctionRecord::latest).orElse(null);
        return of(algorithm, latest);
    }

    /** An algorithm with one of its versions or builds, null where there is none. */
    AlgorithmView of(Algorithm algorithm, @Nullable FunctionVersion version) {
        AlgorithmBuild build = version == null
                ? algorithms.builds(algorithm).stream().findFirst().orElse(null)
                : algorithms.buildOf(algorithm, version.build()).orElse(null);
        String link = "/v1/algorithms/" + algorithm.name();
        return new AlgorithmView(
                algorithm.id().toString(),
                algorithm.name().name(),
                new AlgorithmView.Details(algorithm.label(), algorithm.summary(), algorithm.tagline()),
                settings(algorithm, version == null ? algorithm.permissions() : version.settings()),
                version == null ? null : versionInfo(version, build),
                build == null ? null : build(algorithm, build),
                build == null ? null : compilation(build),
                algorithms.hasSource(algorithm) ? new AlgorithmView.Source(AlgorithmView.Scm.INTERNAL) : null,
                version == null ? link : link + "/versions/" + version.build(),
                "algorithm");
    }

    private static AlgorithmView.Settings settings(Algorithm algorithm, VersionSettings permissions) {
        return new AlgorithmView.Settings(
                permissions.callability().word(),
                permissions.source().word(),
                algorithm.language().word(),
                "cpu",
                algorithm.language().environment().toString(),
                algorithm.license().word(),
                permissions.network().word(),
                permissions.callsOthers());
    }

    private static AlgorithmView.VersionInfo versionInfo(FunctionVersion version, @Nullable AlgorithmBuild build) {
        AlgorithmBuild.Notes notes = build != null && version.isPublished() ? build.notes() : AlgorithmBuild.Notes.NONE;
        return new AlgorithmView.VersionInfo(
                version.build(),
                version.isPublished() ? version.version().toString() : null,
                notes.release(),
                notes.sampleInput(),
                notes.sampleOutput());
    }

    private static AlgorithmView.Compilation compilation(AlgorithmBuild build) {
        boolean successful = build.status() == AlgorithmBuild.Status.SUCCEEDED;
        return new AlgorithmView.Compilation(successful, successful ? "" : build.log());
    }

    AlgorithmView.BuildView build(Algorithm algorithm, AlgorithmBuild build) {
        AlgorithmView.BuiltVersion version = registry.find(algorithm.name()).stream()
                .flatMap(function -> function.versions().stream())
                .filter(each -> each.build().equals(build.commit()))
                .map(each -> new AlgorithmView.BuiltVersion(each.version().toString()))
                .findFirst()
                .orElse(null);
        Instant finished = build.finishedAt();
        return new AlgorithmView.BuildView(
                build.id().toString(),
                build.status().word(),
                build.commit(),
                time(build.startedAt()),
                finished == null ? null : time(finished),
                version,
                "algorithm_build");
    }
}
