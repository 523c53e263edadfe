package io.sluice.algorithms;

import org.jspecify.annotations.Nullable;

/**
 * What version shall be made of a build.
 *
 * @param hash the build's, or null for the last one
 * @param permissions its callability; with a major version, all that it may do
 */
public record Publication(
        VersionStep step, @Nullable String hash, Permissions permissions, AlgorithmBuild.Notes notes) {}
