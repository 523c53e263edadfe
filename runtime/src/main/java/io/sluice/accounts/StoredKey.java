package io.sluice.accounts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as the table keeps it.
 *
 * @param administrator what keys had instead of rights before there were any
 */
record StoredKey(
        String id,
        @Nullable String label,
        String user,
        boolean administrator,
        String createdAt,
        @Nullable StoredRights rights) {

    record StoredRights(
            KeyKind kind,
            List<String> functions,
            boolean readsData,
            boolean writesData,
            boolean managesFunctions,
            @Nullable String webOrigin) {

        static StoredRights of(Rights rights) {
            return new StoredRights(
                    rights.kind(),
                    rights.functions().stream().map(FunctionPattern::toString).toList(),
                    rights.readsData(),
                    rights.writesData(),
                    rights.managesFunctions(),
                    rights.webOrigin());
        }

        Rights restore() {
            List<FunctionPattern> patterns =
                    functions.stream().map(FunctionPattern::parse).toList();
            return new Rights(kind, patterns, readsData, writesData, managesFunctions, webOrigin);
        }
    }

    static StoredKey of(ApiKey key) {
        return new StoredKey(
                key.id(),
                key.label(),
                key.user(),
                key.rights().kind() == KeyKind.SUPERUSER,
                key.createdAt().toString(),
                StoredRights.of(key.rights()));
    }

    ApiKey restore(String hash) {
        Rights before = administrator ? Rights.SUPERUSER : Rights.OWN;
        return new ApiKey(
                id,
                label == null ? "" : label,
                hash,
                user,
                rights == null ? before : rights.restore(),
                Instant.parse(createdAt));
    }
}
