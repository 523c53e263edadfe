package io.sluice.contract.api;

/**
 * A row of the list of a function's versions, newest first.
 *
 * @param state {@code current}, {@code deployed}, or {@code withdrawn} (rolled back from: only pinned callers get it)
 */
public record VersionSummary(
        String version, String state, String packageDigest, String callability, String deployedAt, int instances) {}
