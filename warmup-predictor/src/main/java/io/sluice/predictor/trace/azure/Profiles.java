package io.sluice.predictor.trace.azure;

import io.sluice.predictor.trace.FunctionProfile;

/** What the traces of Azure say of an app's memory. */
final class Profiles {

    private static final double MEGABYTE = 1 << 20;

    private Profiles() {}

    /** A profile with the memory that was measured, or as it is when none was. */
    static FunctionProfile withMemory(FunctionProfile profile, double megabytes) {
        return megabytes <= 0
                ? profile
                : new FunctionProfile(
                        profile.startNanos(), Math.max(1, (long) (megabytes * MEGABYTE)), profile.concurrency());
    }
}
