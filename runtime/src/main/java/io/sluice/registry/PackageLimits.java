package io.sluice.registry;

/**
 * What a package may be at most.
 *
 * @param entries how many files it may have
 * @param unpackedBytes how large they may be together
 * @param manifestBytes how large its {@code sluice.yaml} may be
 */
public record PackageLimits(int entries, long unpackedBytes, int manifestBytes) {

    /** Ample for a function, too little to fill a disk with one small upload. */
    public static final PackageLimits DEFAULT = new PackageLimits(20_000, 2L << 30, 1 << 20);
}
