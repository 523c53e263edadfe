package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** An algorithm, or one of its versions or builds, as clients read it. What there is nothing to say of is left out. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlgorithmView(
        String id,
        String name,
        Details details,
        Settings settings,
        @Nullable VersionInfo versionInfo,
        @Nullable BuildView build,
        @Nullable Compilation compilation,
        @Nullable Source source,
        String selfLink,
        String resourceType) {

    record Details(String label, String summary, String tagline) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Settings(
            String algorithmCallability,
            String sourceVisibility,
            String language,
            String environment,
            String algorithmEnvironment,
            String license,
            String networkAccess,
            boolean pipelineEnabled) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VersionInfo(
            String gitHash,
            @Nullable String semanticVersion,
            String releaseNotes,
            String sampleInput,
            String sampleOutput) {}

    record Compilation(boolean successful, String output) {}

    record Source(Scm scm) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Scm(
            String id,
            String provider,
            @JsonProperty("default") boolean isDefault,
            boolean enabled) {

        /** The only one: this runtime's own repositories. */
        static final Scm INTERNAL = new Scm("internal", "internal", true, true);
    }

    /** A build as clients read it. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BuildView(
            String buildId,
            String status,
            String commitSha,
            String startedAt,
            @Nullable String finishedAt,
            @Nullable BuiltVersion versionInfo,
            String resourceType) {}

    /** The version that a build was published as. */
    @JsonNaming(SnakeCaseStrategy.class)
    record BuiltVersion(String semanticVersion) {}
}
