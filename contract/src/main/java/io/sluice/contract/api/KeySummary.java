package io.sluice.contract.api;

import org.jspecify.annotations.Nullable;

/**
 * An API key, without what it is made of.
 *
 * @param id the name it is revoked by
 * @param user whom it acts for
 * @param label what its user calls it; may be empty
 * @param rights what it may do
 * @param key the key itself, only in the reply that creates it
 */
public record KeySummary(
        String id,
        String user,
        String label,
        KeyRights rights,
        String createdAt,
        @Nullable String key) {

    /** The same without the key itself. */
    public KeySummary withoutKey() {
        return new KeySummary(id, user, label, rights, createdAt, null);
    }
}
