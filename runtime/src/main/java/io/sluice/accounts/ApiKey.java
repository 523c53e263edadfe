package io.sluice.accounts;

import java.time.Instant;

/**
 * An API key, of which the runtime knows the hash only.
 *
 * @param id the name it is revoked by
 * @param label what its user calls it; may be empty
 * @param hash the SHA-256 of the key, in hex
 * @param user whom it belongs to
 */
public record ApiKey(String id, String label, String hash, String user, Rights rights, Instant createdAt) {}
