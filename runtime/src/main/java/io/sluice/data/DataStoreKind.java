package io.sluice.data;

/** Where data is kept. */
public enum DataStoreKind {
    /** In files of the home folder. */
    FILE,
    /** In a bucket of an S3-compatible server. */
    S3
}
