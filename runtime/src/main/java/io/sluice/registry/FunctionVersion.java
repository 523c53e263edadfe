package io.sluice.registry;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.SemanticVersion;
import io.sluice.contract.VersionSelector;
import io.sluice.manifest.Callability;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.SourceVisibility;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of a function that is deployed, or a build that no version was made of yet; never changes. */
public final class FunctionVersion {

    /** What a build has instead of a version's number until it is published. */
    public static final SemanticVersion UNPUBLISHED = new SemanticVersion(0, 0, 0);

    private static final int HASH_LENGTH = 40;

    private final FunctionName name;
    private final SemanticVersion version;
    private final String packageDigest;
    private final String entryPoint;
    private final Manifest manifest;
    private final String manifestText;
    private final String build;
    private final VersionSettings settings;
    private final Instant deployedAt;
    private final String label;

    /**
     * A version of a package as it was deployed.
     *
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
        this(
                name,
                version,
                packageDigest,
                entryPoint,
                manifest,
                manifestText,
                packageDigest.substring(0, Math.min(HASH_LENGTH, packageDigest.length())),
                VersionSettings.of(manifest),
                deployedAt);
    }

    /**
     * A version of a build.
     *
     * @param version its number, or {@link #UNPUBLISHED}
     * @param packageDigest the SHA-256 of its package's content, in hex
     * @param entryPoint the name under which its instances serve it
     * @param manifest its {@code sluice.yaml}, validated
     * @param manifestText the same as it was written
     * @param build the hash of the build, 40 digits of hex: the commit that it was made of, where there is one
     * @param settings what it may do, whatever the manifest says
     */
    public FunctionVersion(
            FunctionName name,
            SemanticVersion version,
            String packageDigest,
            String entryPoint,
            Manifest manifest,
            String manifestText,
            String build,
            VersionSettings settings,
            Instant deployedAt) {
        this.name = name;
        this.version = version;
        this.packageDigest = packageDigest;
        this.entryPoint = entryPoint;
        this.manifest = manifest;
        this.manifestText = manifestText;
        this.build = build;
        this.settings = settings;
        this.deployedAt = deployedAt;
        this.label = name + "@" + tag();
    }

    public FunctionName name() {
        return name;
    }

    /** This version and no other, as calls name it. */
    public FunctionReference reference() {
        return new FunctionReference(
                name, isPublished() ? new VersionSelector.Exact(version) : new VersionSelector.Build(build));
    }

    /** Its number; {@link #UNPUBLISHED} for a build that no version was made of. */
    public SemanticVersion version() {
        return version;
    }

    /** Whether it has a number that callers can name. */
    public boolean isPublished() {
        return !version.equals(UNPUBLISHED);
    }

    /** What tells it from the function's other versions: its number, or the build's hash. */
    public String tag() {
        return isPublished() ? version.toString() : build;
    }

    /** The hash of the build that it was made of, 40 digits of hex. */
    public String build() {
        return build;
    }

    /** What it may do, and who may do what with it. */
    public VersionSettings settings() {
        return settings;
    }

    /** The build as a version of that number. */
    public FunctionVersion published(SemanticVersion number, VersionSettings as, Instant now) {
        return new FunctionVersion(name, number, packageDigest, entryPoint, manifest, manifestText, build, as, now);
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

    /** {@code owner/name@}{@linkplain #tag() tag}; always the same string, so that it is cheap to look things up by. */
    public String label() {
        return label;
    }

    /** Whether everybody may call it. */
    public boolean isPublic() {
        return settings.callability() == Callability.PUBLIC;
    }

    /** Whether the caller may call it, as far as it is for the function to say. */
    public boolean isOpenTo(Caller caller) {
        return isPublic() || caller.actsFor(name.owner());
    }

    /** Whether the caller may see its source, and where in it failures come from. */
    public boolean showsSourceTo(Caller caller) {
        return caller.actsFor(name.owner()) || settings.source() == SourceVisibility.OPEN && isPublic();
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
                        && build.equals(that.build)
                        && settings.equals(that.settings)
                        && deployedAt.equals(that.deployedAt);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + version.hashCode();
    }

    /** The {@linkplain #label() label}. */
    @Override
    public String toString() {
        return label;
    }
}
