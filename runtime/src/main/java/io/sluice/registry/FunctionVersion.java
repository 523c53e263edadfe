package io.sluice.registry;

import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.manifest.Callability;
import io.sluice.manifest.Manifest;
import java.time.Instant;
import java.util.List;

/**
 * One deployed version of a function; never changes.
 *
 * @param packageDigest the SHA-256 of its package's content, in hex
 * @param entryPoint the name under which its instances serve it
 * @param manifest its {@code sluice.yaml}, validated
 * @param manifestText the same as it was written
 */
public record FunctionVersion(
        FunctionName name,
        SemanticVersion version,
        String packageDigest,
        String entryPoint,
        Manifest manifest,
        String manifestText,
        Instant deployedAt) {

    /** {@code owner/name@version}. */
    public String label() {
        return name + "@" + version;
    }

    /** Whether everybody may call it. */
    public boolean isPublic() {
        return manifest.callability() == Callability.PUBLIC;
    }

    /** On whose behalf a call of that caller runs: nobody's in particular where others may be given its result too. */
    public Caller runsFor(Caller caller) {
        return manifest.cache().shared() ? Caller.ANYONE : caller;
    }

    /** The event types that its manifest sends to it; they go to the first of a package's functions. */
    public List<String> events() {
        return name.equals(manifest.functions().getFirst()) ? manifest.events() : List.of();
    }
}
