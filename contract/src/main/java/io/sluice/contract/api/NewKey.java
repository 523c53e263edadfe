package io.sluice.contract.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key that somebody wants. Whatever right is named, those that are not are not given; where none is, the key may do all
 * that its user may.
 *
 * @param user whom it acts for; null for who asks
 * @param label what its user calls it
 * @param kind {@code superuser}, {@code algorithm} or {@code platform-admin}; null for {@code algorithm}
 * @param functions which functions it calls: {@code algo://*}, {@code algo://owner/*} or {@code algo://owner/name} each
 * @param readsData whether it reads data
 * @param writesData whether it writes and deletes data
 * @param managesFunctions whether it deploys, changes and removes functions, and sees their logs
 * @param webOrigin the web origin whose pages may use it, {@code *} for all
 */
public record NewKey(
        @Nullable String user,
        @Nullable String label,
        @Nullable String kind,
        @Nullable List<String> functions,
        @Nullable Boolean readsData,
        @Nullable Boolean writesData,
        @Nullable Boolean managesFunctions,
        @Nullable String webOrigin) {}
