package io.sluice.deploy;

import io.sluice.contract.FunctionName;
import io.sluice.registry.VersionSettings;
import java.util.UUID;

/**
 * Whose build a package becomes.
 *
 * @param id the function's, from its first build on
 * @param hash the build's: the commit that it was made of, 40 digits of hex
 * @param settings what it may do, whatever its manifest says
 */
public record BuildIdentity(FunctionName function, UUID id, String hash, VersionSettings settings) {}
