package io.sluice.prepare;

import io.sluice.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;

/** Makes what the packages of one runtime kind need beside themselves; one per kind, without state. */
@FunctionalInterface
public interface PackagePreparer {

    /** For kinds whose packages need nothing. */
    PackagePreparer NOTHING = (packageFolder, manifest, target) -> {};

    /**
     * Prepares a package; blocks, for minutes where things are fetched.
     *
     * @param packageFolder the unpacked package; never written to
     * @param target an empty folder, moved to its place afterwards: nothing in it may name its own path
     * @throws PreparationFailed when the package can't be prepared, in the words of the tool that found out
     */
    void prepare(Path packageFolder, Manifest manifest, Path target) throws IOException;
}
