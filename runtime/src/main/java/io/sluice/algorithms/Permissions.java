package io.sluice.algorithms;

import io.sluice.manifest.Callability;
import io.sluice.manifest.Network;
import io.sluice.manifest.SourceVisibility;
import io.sluice.registry.VersionSettings;
import org.jspecify.annotations.Nullable;

/** The part of what an algorithm may do that a request names; null leaves it as it is. */
public record Permissions(
        @Nullable Callability callability,
        @Nullable Boolean callsOthers,
        @Nullable Network network,
        @Nullable SourceVisibility source) {

    /** What algorithms may do of which nothing is said. */
    static final VersionSettings INITIAL =
            new VersionSettings(Callability.PRIVATE, true, Network.FULL, SourceVisibility.CLOSED);

    VersionSettings applied(VersionSettings before) {
        return new VersionSettings(
                callability == null ? before.callability() : callability,
                callsOthers == null ? before.callsOthers() : callsOthers,
                network == null ? before.network() : network,
                source == null ? before.source() : source);
    }
}
