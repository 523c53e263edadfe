package io.sluice.cli.image;

/**
 * An image that was built.
 *
 * @param image its name, or its file
 * @param digest of its manifest: what a registry finds it by
 * @param id of its configuration: what container engines find it by
 * @param bytes of its layers as they are sent
 * @param base the base image, by the digest where that was recorded
 * @param baseDigest the base image's digest
 * @param java the version of the Java in it
 */
public record ImageFacts(
        String image,
        String digest,
        String id,
        long bytes,
        String base,
        String baseDigest,
        String variant,
        String java) {}
