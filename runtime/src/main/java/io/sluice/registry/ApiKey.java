package io.sluice.registry;

import java.time.Instant;

/**
 * An API key, of which the runtime knows the hash only.
 *
 * @param id the name it is revoked by
 * @param hash the SHA-256 of the key, in hex
 */
public record ApiKey(String id, String hash, Caller caller, Instant createdAt) {}
