package io.sluice.contract.api;

import org.jspecify.annotations.Nullable;

/**
 * An API key, without what it is made of.
 *
 * @param id the name it is revoked by
 * @param user whom it acts for; every owner's functions are open to an administrator's key
 * @param key the key itself, only in the reply that creates it
 */
public record KeySummary(
        String id,
        String user,
        boolean administrator,
        String createdAt,
        @Nullable String key) {}
