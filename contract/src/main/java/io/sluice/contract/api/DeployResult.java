package io.sluice.contract.api;

import java.util.List;

/**
 * What a deploy registered.
 *
 * @param functions one for each entry point
 * @param packageDigest the SHA-256 of the package's content, in hex
 * @param changed false when the very same package and manifest were the current version already
 */
public record DeployResult(List<Deployed> functions, String packageDigest, boolean changed) {

    /** One function at the version it was deployed as, such as {@code demo/shout} at {@code 0.1.1}. */
    public record Deployed(String function, String version) {}
}
