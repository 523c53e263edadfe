package io.sluice.registry;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.contract.SemanticVersion;
import io.sluice.manifest.Callability;
import io.sluice.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One deployed version of a function; never changes. */
public final class FunctionVersion {

    private final FunctionName name;
    private final SemanticVersion version;
    private final String packageDigest;
    private final String entryPoint;
    private final Manifest manifest;
    private final String manifestText;
    private final Instant deployedAt;
    private final String label;

    /**
     * @param packageDigest the SHA-256 of its package's content, in hex
     * @param entryPoint the name under which its instances serve it
     * @param manifest its {@code sluice.yaml}, validated
     * @param manifestText the same as it was written
     */
    public FunctionVersion(
            FunctionName name,
            SemanticVersion version,
            String packageDigest,
            String entryPoint,
            Manifest manifest,
            String manifestText,
            Instant deployedAt) {
        this.name = name;
        this.version = version;
        this.packageDigest = packageDigest;
        this.entryPoint = entryPoint;
        this.manifest = manifest;
        this.manifestText = manifestText;
        this.deployedAt = deployedAt;
        this.label = name + "@" + version;
    }

    public FunctionName name() {
        return name;
    }

    public SemanticVersion version() {
        return version;
    }

    /** The SHA-256 of its package's content, in hex. */
    public String packageDigest() {
        return packageDigest;
    }

    /** The name under which its instances serve it. */
    public String entryPoint() {
        return entryPoint;
    }

    /** Its {@code sluice.yaml}, validated. */
    public Manifest manifest() {
        return manifest;
    }

    /** Its {@code sluice.yaml} as it was written. */
    public String manifestText() {
        return manifestText;
    }

    public Instant deployedAt() {
        return deployedAt;
    }

    /** {@code owner/name@version}; always the same string, so that it is cheap to look things up by. */
    public String label() {
        return label;
    }

    /** Whether everybody may call it. */
    public boolean isPublic() {
        return manifest.callability() == Callability.PUBLIC;
    }

    /** Whether the caller may call it, as far as it is for the function to say. */
    public boolean isOpenTo(Caller caller) {
        return isPublic() || caller.actsFor(name.owner());
    }

    /** On whose behalf a call of that caller runs: nobody's in particular where others may be given its result too. */
    public Caller runsFor(Caller caller) {
        return manifest.cache().shared() ? Caller.ANYONE : caller;
    }

    /** The event types that its manifest sends to it; they go to the first of a package's functions. */
    public List<String> events() {
        return name.equals(manifest.functions().getFirst()) ? manifest.events() : List.of();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof FunctionVersion that
                        && name.equals(that.name)
                        && version.equals(that.version)
                        && packageDigest.equals(that.packageDigest)
                        && entryPoint.equals(that.entryPoint)
                        && manifestText.equals(that.manifestText)
                        && deployedAt.equals(that.deployedAt);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + version.hashCode();
    }

    /** {@code owner/name@version}. */
    @Override
    public String toString() {
        return label;
    }
}
