package io.sluice.registry;

import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.manifest.Callability;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.ManifestReader;
import io.sluice.manifest.Network;
import io.sluice.manifest.SourceVisibility;
import io.sluice.state.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function as the table keeps it: JSON, with each version's manifest as it was written. What older runtimes did not write
 * is null.
 */
record StoredFunction(
        String name, @Nullable String id, String current, List<String> withdrawn, List<StoredVersion> versions) {

    record StoredSettings(Callability callability, boolean callsOthers, Network network, SourceVisibility source) {

        static StoredSettings of(VersionSettings settings) {
            return new StoredSettings(
                    settings.callability(), settings.callsOthers(), settings.network(), settings.source());
        }

        VersionSettings restore() {
            return new VersionSettings(callability, callsOthers, network, source);
        }
    }

    record StoredVersion(
            String version,
            String packageDigest,
            String entryPoint,
            String manifest,
            String deployedAt,
            @Nullable String build,
            @Nullable StoredSettings settings) {

        static StoredVersion of(FunctionVersion version) {
            return new StoredVersion(
                    version.version().toString(),
                    version.packageDigest(),
                    version.entryPoint(),
                    version.manifestText(),
                    version.deployedAt().toString(),
                    version.build(),
                    StoredSettings.of(version.settings()));
        }

        FunctionVersion restore(FunctionName name) {
            SemanticVersion number = SemanticVersion.parse(version);
            Manifest read = readManifest(name);
            Instant when = Instant.parse(deployedAt);
            return build == null || settings == null
                    ? new FunctionVersion(name, number, packageDigest, entryPoint, read, manifest, when)
                    : new FunctionVersion(
                            name, number, packageDigest, entryPoint, read, manifest, build, settings.restore(), when);
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
        return StoredJson.write(new StoredFunction(
                function.name().toString(),
                function.id().toString(),
                function.current().version().toString(),
                function.withdrawn().stream().map(SemanticVersion::toString).toList(),
                function.all().stream().map(StoredVersion::of).toList()));
    }

    static FunctionRecord read(String json) {
        return StoredJson.read(json, StoredFunction.class).restore();
    }

    private FunctionRecord restore() {
        FunctionName function = FunctionName.parse(name);
        return new FunctionRecord(
                id == null ? null : UUID.fromString(id),
                function,
                versions.stream().map(version -> version.restore(function)).toList(),
                SemanticVersion.parse(current),
                withdrawn.stream().map(SemanticVersion::parse).collect(Collectors.toSet()));
    }
}
