package io.sluice.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.ManifestReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A function as the table keeps it: JSON, with each version's manifest as it was written. */
record StoredFunction(String name, String current, List<String> withdrawn, List<StoredVersion> versions) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    record StoredVersion(String version, String packageDigest, String entryPoint, String manifest, String deployedAt) {

        static StoredVersion of(FunctionVersion version) {
            return new StoredVersion(
                    version.version().toString(),
                    version.packageDigest(),
                    version.entryPoint(),
                    version.manifestText(),
                    version.deployedAt().toString());
        }

        FunctionVersion restore(FunctionName name) {
            return new FunctionVersion(
                    name,
                    SemanticVersion.parse(version),
                    packageDigest,
                    entryPoint,
                    readManifest(name),
                    manifest,
                    Instant.parse(deployedAt));
        }

        private Manifest readManifest(FunctionName name) {
            try {
                return ManifestReader.read(Manifest.FILE_NAME, manifest);
            } catch (InvalidManifestException e) {
                throw new IllegalStateException(
                        "function '" + name + "@" + version + "': the registry's manifest is not valid: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    static String write(FunctionRecord function) {
        StoredFunction stored = new StoredFunction(
                function.name().toString(),
                function.current().version().toString(),
                function.withdrawn().stream().map(SemanticVersion::toString).toList(),
                function.versions().stream().map(StoredVersion::of).toList());
        try {
            return JSON.writeValueAsString(stored);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FunctionRecord read(String json) {
        try {
            return JSON.readValue(json, StoredFunction.class).restore();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the registry holds a function that cannot be read: " + e.getMessage(), e);
        }
    }

    private FunctionRecord restore() {
        FunctionName function = FunctionName.parse(name);
        return new FunctionRecord(
                function,
                versions.stream().map(version -> version.restore(function)).toList(),
                SemanticVersion.parse(current),
                withdrawn.stream().map(SemanticVersion::parse).collect(Collectors.toSet()));
    }
}
