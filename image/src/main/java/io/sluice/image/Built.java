package io.sluice.image;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An image that is where it was to go.
 *
 * @param image its name, or the file
 * @param digest of its manifest: what a registry finds it by
 * @param id of its configuration: what container engines find it by
 * @param bytes of its layers as they are sent
 * @param base the base image's name
 * @param baseDigest and its digest
 * @param java the version of the Java in it
 */
record Built(
        String image,
        String digest,
        String id,
        long bytes,
        String base,
        String baseDigest,
        Variant variant,
        String java) {

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("image", image);
        facts.put("digest", digest);
        facts.put("id", id);
        facts.put("bytes", bytes);
        facts.put("base", base);
        facts.put("baseDigest", baseDigest);
        facts.put("variant", variant.word());
        facts.put("java", java);
        return facts;
    }
}
