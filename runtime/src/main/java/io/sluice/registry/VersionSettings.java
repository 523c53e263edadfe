package io.sluice.registry;

import io.sluice.manifest.Callability;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.Network;
import io.sluice.manifest.SourceVisibility;

/**
 * What a version may do, and who may do what with it: its manifest's permissions, or what was said when it was published.
 *
 * @param callability who may call it
 * @param callsOthers whether it may call other functions
 * @param network what it reaches
 * @param source who may see its source and its stack traces
 */
public record VersionSettings(Callability callability, boolean callsOthers, Network network, SourceVisibility source) {

    /** What a manifest says. */
    public static VersionSettings of(Manifest manifest) {
        return new VersionSettings(
                manifest.callability(), manifest.callsOthers(), manifest.network(), manifest.source());
    }

    /** The same for another circle of callers. */
    public VersionSettings with(Callability other) {
        return new VersionSettings(other, callsOthers, network, source);
    }
}
